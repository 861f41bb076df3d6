import type { TemplateEvent } from '../../../../../server/src/contracts/template-history';
import type { Translate } from '../../../shared/useT';
import { categoryKey, qualityKey, rejectedDetail, rejectedKey } from '../model';

const category = (word: string | null, t: Translate): string => {
  const key = categoryKey(word);
  return key ? t(key) : (word ?? '?');
};

/** What happened, in one sentence; states are drawn beside it. */
export const eventWords = ({ kind, from, to }: TemplateEvent, t: Translate): string => {
  if (kind === 'category' || kind === 'category-coming')
    return t(`templates.history.${kind}`, { from: category(from, t), to: category(to, t) });
  if (kind === 'quality')
    return t('templates.history.quality', {
      from: t(qualityKey(from ?? '')),
      to: t(qualityKey(to ?? '')),
    });
  return t(`templates.history.${kind}`, { to: to ?? '' });
};

/** Meta's reason in our words where we know it, in Meta's own otherwise. */
export const eventReason = ({ reason }: TemplateEvent, t: Translate): string | null => {
  const key = rejectedKey(reason);
  if (!key) return null;
  const detail = rejectedDetail(reason);
  return [
    t(key, { reason: reason ?? '' }),
    ...(detail ? [t('templates.rejected.detail', { detail })] : []),
  ].join(' ');
};

export const eventSource = ({ via, by }: TemplateEvent, t: Translate): string =>
  via === 'person' ? (by ?? t('templates.history.via.person')) : t(`templates.history.via.${via}`);
