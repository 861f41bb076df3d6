import shell from './shell.json';
import inbox from './inbox.json';
import campaigns from './campaigns.json';
import templates from './templates.json';
import contacts from './contacts.json';
import settings from './settings.json';
import setup from './setup.json';
import logs from './logs.json';

export default {
  ...shell,
  ...inbox,
  ...campaigns,
  ...templates,
  ...contacts,
  ...settings,
  ...setup,
  ...logs,
};
