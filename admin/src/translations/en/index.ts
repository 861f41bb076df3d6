import shell from './shell.json';
import inbox from './inbox.json';
import message from './message.json';
import composer from './composer.json';
import inboxList from './inbox-list.json';
import campaigns from './campaigns.json';
import templates from './templates.json';
import categoryGuide from './category-guide.json';
import contacts from './contacts.json';
import consent from './consent.json';
import contentManager from './content-manager.json';
import people from './people.json';
import settings from './settings.json';
import profile from './profile.json';
import setup from './setup.json';
import links from './links.json';
import logs from './logs.json';
import team from './team.json';
import tasks from './tasks.json';
import testers from './testers.json';
import quickReplies from './quick-replies.json';
import automationWatch from './automation-watch.json';
import bots from './bots.json';
import flows from './flows.json';
import automations from './automations.json';
import operations from './operations.json';
import parked from './parked.json';
import insights from './insights.json';
import imports from './imports.json';
import records from './records.json';
import segments from './segments.json';
import optIn from './opt-in.json';
import outbound from './outbound.json';
import keys from './keys.json';
import prices from './prices.json';
import privacy from './privacy.json';
import notices from './notices.json';
import readyAutomations from './ready-automations.json';

export default {
  ...shell,
  ...inbox,
  ...message,
  ...composer,
  ...inboxList,
  ...campaigns,
  ...templates,
  ...categoryGuide,
  ...contacts,
  ...consent,
  ...contentManager,
  ...people,
  ...settings,
  ...profile,
  ...setup,
  ...links,
  ...logs,
  ...team,
  ...tasks,
  ...testers,
  ...quickReplies,
  ...automationWatch,
  ...bots,
  ...flows,
  ...automations,
  ...operations,
  ...parked,
  ...imports,
  ...insights,
  ...records,
  ...segments,
  ...optIn,
  ...outbound,
  ...keys,
  ...prices,
  ...privacy,
  ...notices,
  ...readyAutomations,
};
