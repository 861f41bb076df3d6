import { useMemo } from 'react';
import {
  adviseDraft,
  purposeOf,
  waivedAdvice,
  type AdviceCode,
} from '../../../../../server/src/contracts/template-advice';
import type { TemplateDraft } from '../../../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import {
  useWhatsappGetHouseStyleQuery,
  useWhatsappMessageTopicsChoicesQuery,
} from '../../../api/templates';

const NONE: readonly string[] = [];

/** What could be better in the draft, and what was waved off for it; waving off is kept with the draft. */
export const useAdvice = (
  { bindings }: Pick<TemplateView, 'bindings'>,
  draft: TemplateDraft,
  change: (part: Partial<TemplateDraft>) => void
) => {
  const houseStyle = useWhatsappGetHouseStyleQuery().data ?? null;
  const topics = useWhatsappMessageTopicsChoicesQuery().data?.topics;
  const found = useMemo(() => {
    const topicNames = (topics ?? []).flatMap(({ category, en, tr }) =>
      category === 'marketing' ? [en, tr] : []
    );
    const known = { bindings, houseStyle, topicNames };
    return { given: adviseDraft(draft, known), waived: waivedAdvice(draft, known) };
  }, [bindings, draft, houseStyle, topics]);
  const codes = draft.waived ?? NONE;
  return {
    ...found,
    houseStyle,
    purpose: purposeOf(draft),
    waive: (code: AdviceCode) => change({ waived: [...codes, code] }),
    restore: (code: AdviceCode) => change({ waived: codes.filter((one) => one !== code) }),
  };
};
