import { accounts } from './accounts';
import { api } from './api';
import { audience } from './audience';
import { automations } from './automations';
import { bots } from './bots';
import { businessProfile } from './business-profile';
import { campaigns } from './campaigns';
import { consent } from './consent';
import { contacts } from './contacts';
import { conversations } from './conversations';
import { conversions } from './conversions';
import { flows } from './flows';
import { groups } from './groups';
import { handover } from './handover';
import { imports } from './imports';
import { inboxViews } from './inbox-views';
import { links } from './links';
import { limits } from './limits';
import { logs } from './logs';
import { preferenceChat } from './preference-chat';
import { preferences } from './preferences';
import { optIn } from './opt-in';
import { quickReplies } from './quick-replies';
import { operations } from './operations';
import { outbound } from './outbound';
import { parked } from './parked';
import { prices } from './prices';
import { privacy } from './privacy';
import { media } from './media';
import { moving } from './moving';
import { realtime } from './realtime';
import { records } from './records';
import { insights } from './insights';
import { runtime } from './runtime';
import { segments } from './segments';
import { sensitive } from './sensitive';
import { sending } from './sending';
import { systemKeys } from './system-keys';
import { settings } from './settings';
import { setup } from './setup';
import { team } from './team';
import { tasks } from './tasks';
import { testers } from './testers';
import { timeline } from './timeline';
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
  sensitive,
  operations,
  accounts,
  contacts,
  outbound,
  systemKeys,
  parked,
  links,
  media,
  businessProfile,
  records,
  consent,
  groups,
  templates,
  limits,
  preferences,
  optIn,
  handover,
  conversations,
  conversions,
  tasks,
  quickReplies,
  inboxViews,
  prices,
  audience,
  segments,
  imports,
  sending,
  testers,
  preferenceChat,
  flows,
  bots,
  campaigns,
  automations,
  insights,
  timeline,
  api,
  setup,
  team,
  privacy,
  moving,
];
