import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useWhatsappCampaignNamesQuery } from '../../api/segments';
import { fieldId, profileFields, recordFields } from '../../shared/people/conditions';
import { usePeopleWords } from '../../shared/people/usePeopleWords';
import { useCan } from '../../shared/permissions';
import { useT } from '../../shared/useT';
import { campaignsIn, type Existing } from './model-check';
import { choices } from './model-fields';
import type { Branch } from './model';

/** What the conditions of a segment can ask here, and what of it still exists; with `saved` those of a flow. */
export const useSegmentFields = (root: Branch, saved: readonly string[] | null = null) => {
  const t = useT();
  const { can } = useCan();
  const { locale } = useIntl();
  const words = usePeopleWords();
  const named = campaignsIn(root);
  const names = useWhatsappCampaignNamesQuery(named, {
    skip: named.length === 0 || !can.campaignFollow,
  });
  const { facets, ids, isKnown } = words;
  const campaigns = names.data;
  return useMemo(() => {
    const fields = [...profileFields(facets, locale), ...recordFields(facets)];
    const lockedKeys = new Set(fields.filter(({ locked }) => locked).map(fieldId));
    const types = facets.linked.map(({ type }) => type);
    const existing: Existing = {
      fields: isKnown ? fields : null,
      types: isKnown ? types : null,
      ids: { ...ids, linked: isKnown ? types : null },
      goneCampaigns: Object.entries(campaigns ?? {}).flatMap(([id, name]) =>
        name === null ? [Number(id)] : []
      ),
      saved,
    };
    return {
      words,
      fields,
      existing,
      choices: choices({ fields, types: facets.linked, saved }, t).filter(
        ({ key }) => !lockedKeys.has(key)
      ),
      links: facets.links,
      campaignName: (id: number): string | null => campaigns?.[id] ?? null,
    };
  }, [campaigns, facets, ids, isKnown, locale, saved, t, words]);
};
export type SegmentFields = ReturnType<typeof useSegmentFields>;
