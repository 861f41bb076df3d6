import { defineRoom } from '../strapi/room';
import { homeTable } from './tables';

/** What `strapi export`, `import` and `transfer` do with our tables: rows keep their ids, and what came waits for a person. */
export const moving = defineRoom({ name: 'moving', tables: [homeTable] });
