import type { Migration } from './strapi/migrations';

/** Changes of our tables, oldest first. What was released stays as it is: it has run in databases out there. */
export const migrations: Migration[] = [];
