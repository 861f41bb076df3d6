import { isMadeOfGroups } from '../../../../../server/src/contracts/audience-rules';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { FilterWords } from '../../../shared/people/FilterWords';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { audienceWords } from '../people-choice';

type Props = { readonly campaign: Pick<CampaignView, 'audience' | 'audienceText'> };

/** Whom a campaign means, with every part of its filter. Who may not see people reads the short form. */
export const AudienceInWords = ({ campaign }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { audience } = campaign;
  const isPlain = audience?.kind !== 'all' || isMadeOfGroups(audience.filter) || !can.contactBrowse;
  const out = audience?.kind === 'all' ? audience.except.length : 0;
  return (
    <>
      {isPlain ? audienceWords(campaign, t) : <FilterWords choice={{ ...audience, except: [] }} />}
      {out > 0 ? ` · ${t('campaigns.people.takenOut', { count: out })}` : null}
    </>
  );
};
