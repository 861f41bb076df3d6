import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber, Waba } from '../world/accounts';
import type { TemplateRecord } from '../world/templates';

type State = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

type Entity = {
  entity_type: string;
  id: string;
  can_send_message: State;
  additional_info?: string[];
  errors?: { error_code: number; error_description: string; possible_solution: string }[];
};

const fine = (entityType: string, id: string): Entity => ({
  entity_type: entityType,
  id,
  can_send_message: 'AVAILABLE',
});

const blocked = (entity: Entity, error: { code: number; what: string; todo: string }): Entity => ({
  ...entity,
  can_send_message: 'BLOCKED',
  errors: [
    { error_code: error.code, error_description: error.what, possible_solution: error.todo },
  ],
});

const limited = (entity: Entity, info: string): Entity => ({
  ...entity,
  can_send_message: 'LIMITED',
  additional_info: [info],
});

const ofNumber = (number: BusinessNumber): Entity => {
  const entity = fine('PHONE_NUMBER', number.id);
  if (!number.registered)
    return blocked(entity, {
      code: 141000,
      what: 'The phone number is not registered on the Cloud API.',
      todo: 'Register the phone number.',
    });
  if (number.status !== 'CONNECTED')
    return blocked(entity, {
      code: 141000,
      what: `The phone number is ${number.status}.`,
      todo: 'Look at the phone number in WhatsApp Manager.',
    });
  if (number.nameStatus !== 'APPROVED')
    return limited(entity, 'The display name of the phone number is not approved yet.');
  return entity;
};

const ofWaba = (waba: Waba): Entity => {
  const entity = fine('WABA', waba.id);
  if (waba.banned)
    return blocked(entity, {
      code: 141006,
      what: 'The WhatsApp Business Account is disabled.',
      todo: 'Ask for a review of the decision.',
    });
  if (!waba.paymentMethod)
    return blocked(entity, {
      code: 141006,
      what: 'There is no valid payment method for the WhatsApp Business Account.',
      todo: 'Add a payment method.',
    });
  if (waba.restrictions.length > 0)
    return limited(entity, `The account is restricted: ${waba.restrictions.join(', ')}.`);
  return entity;
};

const ofTemplate = (template: TemplateRecord): Entity => {
  const entity = fine('MESSAGE_TEMPLATE', template.id);
  return template.status === 'APPROVED'
    ? entity
    : blocked(entity, {
        code: 141002,
        what: `The template is ${template.status}.`,
        todo: 'Use an approved template.',
      });
};

const RANK: Readonly<Record<State, number>> = { AVAILABLE: 0, LIMITED: 1, BLOCKED: 2 };

/** The overall word is the worst of the entities. */
const health = (entities: Entity[]): JsonObject => ({
  can_send_message: entities.reduce<State>(
    (worst, { can_send_message: next }) => (RANK[next] > RANK[worst] ? next : worst),
    'AVAILABLE'
  ),
  entities,
});

const around = (sim: Sim, wabaId: string): Entity[] => {
  const waba = sim.wabas.get(wabaId);
  return [
    ...(waba ? [ofWaba(waba)] : []),
    fine('BUSINESS', sim.portfolio.id),
    fine('APP', sim.app.id),
  ];
};

export const numberHealth = (sim: Sim, number: BusinessNumber): JsonObject =>
  health([ofNumber(number), ...around(sim, number.wabaId)]);

export const wabaHealth = (sim: Sim, waba: Waba): JsonObject => health(around(sim, waba.id));

export const templateHealth = (sim: Sim, template: TemplateRecord): JsonObject =>
  health([ofTemplate(template), ...around(sim, template.wabaId)]);
