/**
 * Named places where a test kills the process, to prove that a crash there loses nothing and doubles nothing
 * (engine 17). Armed only by WHATSAPP_FAIL_POINT=name[:nth], so in production this is one comparison.
 */
export type FailPoint =
  | 'after-claim'
  | 'in-permit-tx'
  | 'after-permit'
  | 'mid-send'
  | 'before-flush'
  | 'mid-flush'
  | 'after-ingest-commit'
  | 'mid-apply'
  | 'mid-snapshot'
  | 'mid-hold'
  | 'in-operation-step'
  | 'after-operation-step'
  | 'media-stored'
  | 'later-claimed'
  | 'after-later-sent'
  | 'answer-due'
  | 'answer-sent'
  | 'mid-wake'
  | 'bot-sent'
  | 'bot-acting'
  | 'flow-asked'
  | 'flow-set'
  | 'flow-moved'
  | 'flow-consent'
  | 'flow-waiting'
  | 'flow-came'
  | 'flow-left'
  | 'flow-turned'
  | 'flow-calling'
  | 'flow-called'
  | 'flow-entry'
  | 'entry-writing'
  | 'automation-starting'
  | 'automation-started'
  | 'automation-due'
  | 'outbound-answered'
  | 'handover-claimed'
  | 'handover-sent'
  | 'in-destroy';

const read = (text: string) => {
  const [name, nth] = text.split(':');
  return { name: name ?? '', left: Number(nth ?? 1) };
};

let armed = read(process.env.WHATSAPP_FAIL_POINT ?? '');

/** Arms another place of a running process: `name[:nth]`, or nothing. For tests only. */
export const armFailPoint = (text: string): void => {
  armed = read(text);
};

export const failPoint = (name: FailPoint): void => {
  if (armed.name !== name) return;
  armed.left -= 1;
  if (armed.left <= 0) process.kill(process.pid, 'SIGKILL');
};
