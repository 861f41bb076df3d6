import type { OneChoice } from '../../preferences/public';
import type { AnswerContent } from '../../sending/public';
import { clip } from './clip';
import { dateOf, kindsOf, menuOf, optionsList, pausedUntil, type MenuFacts } from './menu';
import { replyId, type Screen, type Tap } from './reply-id';
import { chatWords } from './words';

const NAME = 100;

const topicDone = (
  facts: MenuFacts,
  { key, on }: Extract<OneChoice, { kind: 'topic' }>
): string[] => {
  const words = chatWords[facts.language].done;
  const topic = facts.topics.find((one) => one.key === key);
  const name = clip(topic?.[facts.language] ?? key, NAME);
  const isIdle = on && topic !== undefined && !facts.gets[topic.category];
  return [words.topic(name, on), ...(isIdle ? [words.wholeOff[topic.category]] : [])];
};

const pauseDone = (facts: MenuFacts): string => {
  const words = chatWords[facts.language].done;
  const { pausedUntil: at } = facts.state;
  return pausedUntil(facts) === null || at === null
    ? words.pauseOver
    : words.pause(dateOf(facts.language, at));
};

/** What came of a choice, in words; each names what holds now. */
const doneWords = (facts: MenuFacts, choice: OneChoice): string[] => {
  const { language } = facts;
  const { done, broken } = chatWords[language];
  switch (choice.kind) {
    case 'category': {
      const until = choice.on ? pausedUntil(facts) : null;
      return [
        done.category[choice.category][choice.on ? 'on' : 'off'],
        ...(until === null ? [] : [broken(until)]),
      ];
    }
    case 'topic':
      return topicDone(facts, choice);
    case 'often':
      return [done.often[choice.often]];
    case 'pause':
      return [pauseDone(facts)];
    case 'language':
      return [done.language[choice.language === 'tr' ? 'tr' : 'en']];
    case 'channel':
      return [done.channel[choice.channel]];
    case 'stop':
      return [done.stopped];
  }
};

const screenOf = (facts: MenuFacts, screen: Screen): AnswerContent | null => {
  if (screen === 'menu') return menuOf(facts);
  if (screen !== 'page') return optionsList(facts, screen);
  const words = chatWords[facts.language];
  return facts.pageUrl === null
    ? null
    : { type: 'link', text: words.page, button: words.openPage, url: facts.pageUrl };
};

const doneOf = (facts: MenuFacts, choice: OneChoice): AnswerContent => {
  const words = chatWords[facts.language];
  const undo = choice.kind === 'stop' ? [] : [words.undo];
  return {
    type: 'buttons',
    text: [...doneWords(facts, choice), ...undo].join('\n'),
    buttons: [
      {
        id: replyId({ language: facts.language, kind: 'show', screen: 'menu' }),
        title: words.again,
      },
    ],
  };
};

/** In which language a tap is answered: that of the list, unless it chose another one. */
export const languageAfter = (tap: Tap): 'tr' | 'en' => {
  const chosen =
    tap.kind === 'choose' && tap.choice.kind === 'language' ? tap.choice.language : null;
  return chosen === 'tr' || chosen === 'en' ? chosen : tap.language;
};

/**
 * The answer to a tap: what holds now with a way to go on, the next list, or the page. What is not offered (any more) is
 * said so above the list of what is. `facts` = as they are after the choice.
 */
export const answerOf = (
  facts: MenuFacts,
  { tap, result }: { tap: Tap | null; result: 'done' | 'shown' | 'gone' }
): AnswerContent => {
  const gone = () => menuOf(facts, chatWords[facts.language].gone);
  if (tap === null || result === 'gone') return gone();
  if (tap.kind === 'choose') return doneOf(facts, tap.choice);
  return (tap.kind === 'more' ? kindsOf(facts, tap.from) : screenOf(facts, tap.screen)) ?? gone();
};
