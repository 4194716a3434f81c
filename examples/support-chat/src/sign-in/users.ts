/** Somebody who can sign in: a customer of the shop, or a member of its team. */
export interface User {
  id: string;
  name: string;
  /** Who it is, for the page on which one signs in. */
  about: string;
  isTeam: boolean;
}

/** The users of the demonstration. A real shop has passwords, or signs in by an identity provider. */
export const USERS: readonly User[] = [
  { id: 'mia', name: 'Mia', about: 'a customer', isTeam: false },
  { id: 'noah', name: 'Noah', about: 'a customer', isTeam: false },
  { id: 'tess', name: 'Tess', about: "of the shop's team", isTeam: true },
];
