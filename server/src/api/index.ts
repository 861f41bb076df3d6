import { defineRoom } from '../strapi/room';

/** Routes for other systems: Strapi API tokens, idempotency keys. */
export const api = defineRoom({ name: 'api' });
