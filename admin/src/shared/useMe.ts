import { useAuth } from '@strapi/strapi/admin';

/** Id of the admin user who is signed in; null while Strapi does not know yet. */
export const useMe = (): number | null =>
  useAuth('WhatsappMe', ({ user }) => (user ? Number(user.id) : null));
