import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { MOVE_TOPIC, type Topic } from '../../../server/src/contracts/consent';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { useWhatsappMessageTopicsChoicesQuery } from '../api/templates';
import { useCan } from './permissions';
import { ruleLocale } from './ruleLocale';
import { useT } from './useT';

/** The kinds of message that fit a template, with the one that it has although it is not offered any more. */
export const topicsFor = (
  { category, topic }: Pick<TemplateView, 'category' | 'topic'>,
  known: readonly Topic[]
): { key: string }[] => {
  const wanted = category === 'MARKETING' ? 'marketing' : 'utility';
  const fitting = known.filter((one) => one.category === wanted);
  // Codes move nobody; every other template may be the one that does (C-28).
  const all = category === 'AUTHENTICATION' ? fitting : [...fitting, { key: MOVE_TOPIC }];
  const isGone = topic !== null && all.every(({ key }) => key !== topic);
  return isGone ? [...all, { key: topic }] : all;
};

/** In the language of the page; one that is gone is called by its key. Null = none. */
export const topicName = (
  key: string | null,
  known: readonly Topic[],
  locale: string
): string | null => {
  const topic = known.find((one) => one.key === key);
  return topic ? topic[ruleLocale(locale)] : key;
};

/** The kinds of message and what they are called on this page; who may not read them sees their keys. */
export const useTopics = () => {
  const { locale } = useIntl();
  const { can } = useCan();
  const t = useT();
  const { data } = useWhatsappMessageTopicsChoicesQuery(undefined, { skip: !can.templateList });
  return useMemo(() => {
    const topics = data?.topics ?? [];
    const nameOf = (key: string | null) =>
      key === MOVE_TOPIC ? t('templates.topic.move') : topicName(key, topics, locale);
    return { topics, nameOf };
  }, [data, locale, t]);
};
