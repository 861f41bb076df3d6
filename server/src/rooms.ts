import { accounts } from './accounts';
import { api } from './api';
import { campaigns } from './campaigns';
import { consent } from './consent';
import { contacts } from './contacts';
import { conversations } from './conversations';
import { groups } from './groups';
import { limits } from './limits';
import { logs } from './logs';
import { realtime } from './realtime';
import { runtime } from './runtime';
import { sending } from './sending';
import { settings } from './settings';
import { setup } from './setup';
import { templates } from './templates';
import { webhook } from './webhook';
import type { Room } from './strapi/room';

/** Every room, the lowest first: a room imports only `public.ts` of rooms before it. */
export const rooms: Room[] = [
  runtime,
  settings,
  logs,
  realtime,
  webhook,
  accounts,
  contacts,
  consent,
  groups,
  templates,
  limits,
  conversations,
  sending,
  campaigns,
  api,
  setup,
];
