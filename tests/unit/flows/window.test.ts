import {
  botTrigger,
  silenceBefore,
  type BotTrigger,
} from '../../../server/src/contracts/bot-triggers';
import { flowGraph } from '../../../server/src/contracts/flow-graph';
import { graphProblems } from '../../../server/src/flows/domain/problems';

const event = (name: string, value = ''): BotTrigger =>
  botTrigger.parse({ kind: 'event', event: name, value });
const keyword = botTrigger.parse({ kind: 'keyword', match: 'exact', words: ['fiyat'] });
const pattern = botTrigger.parse({ kind: 'pattern', pattern: 'kargo' });

const node = (id: string, step: object, to: object = {}) => ({ id, step, to });
const text = { kind: 'text', text: 'Merhaba' };
const template = { kind: 'template', templateId: 1 };
const waits = (minutes: number) => ({ kind: 'wait', until: { kind: 'minutes', minutes } });
const question = { kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad' };

/** What the check says of the reply window, where these triggers set the flow off. */
const warned = (nodes: object[], triggers: readonly BotTrigger[]): string[] =>
  graphProblems(flowGraph.parse({ start: 'a', nodes }), silenceBefore(triggers))
    .filter(({ kind }) => kind.startsWith('window-'))
    .map(({ node: at, kind, level }) => `${level} ${at} ${kind}`);
const greeting = [node('a', text)];
const shut = ['warn a window-may-be-shut'];

describe('a text with which a flow begins', () => {
  it.each([
    ...['message', 'first-message', 'opened', 'reopened', 'button', 'ad', 'outside-hours'],
    ...['file', 'place'],
  ])('[B-16] answers the message of the event %s, so the window is open', (name) => {
    expect(warned(greeting, [event(name)])).toEqual([]);
  });

  it('[B-16] answers a keyword or a pattern, so the window is open', () => {
    expect(warned(greeting, [keyword, pattern])).toEqual([]);
  });

  it.each(['tag-added', 'opted-in', 'topic-out', 'link-opened', 'closed'])(
    '[B-16] is warned of where %s triggers it: nobody may have written for 24 hours',
    (name) => {
      expect(warned(greeting, [event(name, 'x')])).toEqual(shut);
      // One of several triggers is enough.
      expect(warned(greeting, [keyword, event(name, 'x')])).toEqual(shut);
    }
  );

  it('[B-16] is warned of where a campaign, an automation or another flow begins it', () => {
    expect(warned(greeting, [])).toEqual(shut);
  });

  it('[B-16] follows the message that nobody answered: only the minutes of that wait have passed', () => {
    expect(warned(greeting, [event('unanswered', '15')])).toEqual([]);
    expect(warned(greeting, [event('unanswered', '1440')])).toEqual(shut);
    // They count with the waits of the flow.
    const later = [node('a', waits(1380), { over: 'b' }), node('b', text)];
    expect(warned(later, [event('unanswered', '15')])).toEqual([]);
    expect(warned(later, [event('unanswered', '60')])).toEqual(['warn b window-may-be-shut']);
    expect(warned(greeting, [event('unanswered', '')])).toEqual([]);
  });
});

describe('what follows the beginning of a flow that no message triggers', () => {
  const byTag = [event('tag-added', 'vip')];

  it('[B-16] is warned of up to the first answer: questions and texts, and no template', () => {
    const asks = [
      node('a', { kind: 'tag', add: ['x'] }, { next: 'b' }),
      node('b', question, { answered: 'c', 'no-answer': 'd' }),
      node('c', text),
      node('d', text),
    ];
    expect(warned(asks, byTag)).toEqual(['warn b window-may-be-shut', 'warn d window-may-be-shut']);
    expect(warned([node('a', template)], byTag)).toEqual([]);
  });

  it('[M-11] is said once behind a first template, in the words for that', () => {
    const opened = [node('a', template, { next: 'b' }), node('b', text)];
    expect(warned(opened, byTag)).toEqual(['warn b window-not-open']);
    expect(warned(opened, [keyword])).toEqual(['warn b window-not-open']);
  });

  it('[B-16] is no problem where the flow has a way for the failure', () => {
    const handled = [node('a', text, { failed: 'b' }), node('b', template)];
    expect(warned(handled, byTag)).toEqual([]);
  });
});
