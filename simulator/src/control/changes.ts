import type { JsonObject } from '../kernel/json';
import { spelled, type Sim } from '../sim';
import { receive } from '../traffic/inbound';
import type { Person } from '../world/people';
import type { ThreadMessage } from '../world/threads';
import { ControlError } from './control-error';

/** WhatsApp lets people edit for so long. */
const EDIT_MS = 15 * 60_000;

const own = (bubble: ThreadMessage): ThreadMessage => {
  if (bubble.direction !== 'in') throw new ControlError(400, 'Only own messages can be changed.');
  if (bubble.deleted) throw new ControlError(409, 'The message is deleted.');
  return bubble;
};

const tell = (
  sim: Sim,
  person: Person,
  change: { bubble: ThreadMessage; type: 'edit' | 'revoke'; node: JsonObject }
): string => {
  const { bubble, type, node } = change;
  const number = sim.numbers.get(bubble.phoneNumberId);
  if (!number) throw new ControlError(404, 'The number is gone.');
  return receive(
    sim,
    { person, number },
    { type, node: { original_message_id: spelled(sim, bubble.wamid, person), ...node } }
  );
};

/** The person gives a text or a caption other words. */
export const editOn = (
  sim: Sim,
  person: Person,
  { bubble, body }: { bubble: ThreadMessage; body: string }
): string => {
  const { type, content, wamid, at } = own(bubble);
  const word = type === 'text' ? 'body' : 'caption';
  if (!['text', 'image', 'video', 'document'].includes(type))
    throw new ControlError(400, 'Only texts and captions can be edited.');
  if (body === '' || body.length > 65_536)
    throw new ControlError(400, 'body must have 1 to 65536 characters.');
  if (sim.clock.now() - at > EDIT_MS)
    throw new ControlError(409, 'A message can be edited for 15 minutes.');
  bubble.content = { ...content, [word]: body };
  bubble.edited = true;
  const message = { context: { id: wamid }, type, [type]: bubble.content };
  return tell(sim, person, { bubble, type: 'edit', node: { message } });
};

/** The person deletes a message for everyone. */
export const revokeOn = (sim: Sim, person: Person, bubble: ThreadMessage): string => {
  own(bubble).deleted = true;
  return tell(sim, person, { bubble, type: 'revoke', node: {} });
};
