export default {
  serverExternalPackages: ['@vitrine/server'],
  // The path of the admin page ends with a slash.
  skipTrailingSlashRedirect: true,
};
