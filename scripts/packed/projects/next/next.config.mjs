export default {
  serverExternalPackages: ['@vitrine/server'],
  // The admin page is at a path with a slash at its end.
  skipTrailingSlashRedirect: true,
};
