import { Discuss } from '@strapi/icons';

/** The menu's picture: Strapi's own speech bubbles, so that no trademarked drawing is shipped. */
export const WhatsAppIcon = () => <Discuss />;
