import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { AskOf } from '../model';
import type { SegmentFields } from '../useSegmentFields';
import { CampaignValue } from './CampaignValue';

interface Props {
  readonly asks: AskOf<'clicked'>;
  readonly fields: SegmentFields;
  readonly onChange: (asks: AskOf<'clicked'>) => void;
}

const ANY = 'any';

/** Which link, out of which campaign's messages; each may be any. */
export const ClickedValue = ({ asks, fields, onChange }: Props) => {
  const t = useT();
  const { linkId, campaignId } = asks;
  const change = (key: 'linkId' | 'campaignId', id: number | undefined) => {
    const { [key]: _old, ...rest } = asks;
    onChange(id === undefined ? rest : { ...rest, [key]: id });
  };
  return (
    <>
      <Box flex="1 1 14rem" maxWidth="30rem">
        <SingleSelect
          size="S"
          aria-label={t('segments.field.link')}
          value={linkId === undefined ? ANY : String(linkId)}
          onChange={(next) => change('linkId', next === ANY ? undefined : Number(next))}
        >
          <SingleSelectOption value={ANY}>{t('segments.link.any')}</SingleSelectOption>
          {fields.links.map(({ id, name }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <CampaignValue
        id={campaignId}
        name={campaignId === undefined ? null : fields.campaignName(campaignId)}
        onChange={(id) => change('campaignId', id)}
      />
    </>
  );
};
