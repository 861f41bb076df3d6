import type { Sim } from '../sim';
import { isUser } from '../world/accounts';
import { invalid, refuse, type Refusal } from './refusal';

const NO_PERMISSION = 10;
const NO_CAPABILITY = 3;
const NO_CALLS = 138018;
const NO_GROUPS = 131215;

/** What Meta says to an account that was never given the feature. */
const OF_NUMBER: Readonly<Record<string, number>> = {
  business_compliance_info: NO_PERMISSION,
  call_permissions: NO_CALLS,
  calls: NO_CALLS,
  groups: NO_GROUPS,
  message_history: NO_PERMISSION,
  messages_encrypted: NO_PERMISSION,
  official_business_account: NO_PERMISSION,
  payments: NO_PERMISSION,
  requested_username: NO_PERMISSION,
  smb_app_data: NO_CAPABILITY,
  username: NO_PERMISSION,
  username_suggestions: NO_PERMISSION,
  whatsapp_business_encryption: NO_PERMISSION,
  whatsapp_commerce_settings: NO_PERMISSION,
};

const OF_ACCOUNT: Readonly<Record<string, number>> = {
  activities: NO_PERMISSION,
  assigned_users: NO_PERMISSION,
  flows: NO_PERMISSION,
  generate_payment_configuration_oauth_link: NO_PERMISSION,
  in_progress_onbehalf_request: NO_CAPABILITY,
  migrate_flows: NO_PERMISSION,
  migrate_message_templates: NO_PERMISSION,
  obo_mobility_intent: NO_CAPABILITY,
  payment_configuration: NO_PERMISSION,
  payment_configurations: NO_PERMISSION,
  phone_numbers: NO_PERMISSION,
  product_catalogs: NO_PERMISSION,
  schedules: NO_PERMISSION,
  set_obo_mobility_intent: NO_CAPABILITY,
  set_solution_migration_intent: NO_CAPABILITY,
  solutions: NO_CAPABILITY,
  template_group_analytics: NO_PERMISSION,
  template_groups: NO_PERMISSION,
  welcome_message_sequences: NO_PERMISSION,
};

const OF_PORTFOLIO: Readonly<Record<string, number>> = {
  add_phone_numbers: NO_CAPABILITY,
  business_users: NO_PERMISSION,
  client_whatsapp_business_accounts: NO_CAPABILITY,
  extendedcredits: NO_CAPABILITY,
  onboard_partners_to_mm_lite: NO_CAPABILITY,
  preverified_numbers: NO_CAPABILITY,
  self_certified_whatsapp_business_submissions: NO_CAPABILITY,
  self_certify_whatsapp_business: NO_CAPABILITY,
  share_preverified_numbers: NO_CAPABILITY,
  system_users: NO_PERMISSION,
};

const OF_APP: Readonly<Record<string, number>> = {
  connected_client_businesses: NO_CAPABILITY,
  whatsapp_business_solution: NO_CAPABILITY,
  whatsapp_business_solutions: NO_CAPABILITY,
};

const OF_USER: Readonly<Record<string, number>> = {
  assigned_applications: NO_PERMISSION,
};

const tableOf = (sim: Sim, id: string): Readonly<Record<string, number>> => {
  if (sim.numbers.has(id)) return OF_NUMBER;
  if (sim.wabas.has(id)) return OF_ACCOUNT;
  if (id === sim.portfolio.id) return OF_PORTFOLIO;
  if (id === sim.app.id) return OF_APP;
  return isUser(id) ? OF_USER : {};
};

/** The refusal of an edge that Meta has and the simulator does not play; null = Meta has no such edge either. */
export const leftOut = (sim: Sim, { id, edge }: { id: string; edge: string }): Refusal | null => {
  // Nobody signs up here, so no code for a token was ever given.
  if (id === 'oauth' && edge === 'access_token')
    return invalid('Invalid verification code format.');
  const table = tableOf(sim, id);
  const code = Object.hasOwn(table, edge) ? table[edge] : undefined;
  return code === undefined ? null : refuse(code);
};
