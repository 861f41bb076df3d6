import { Box, Combobox, ComboboxOption } from '@strapi/design-system';
import { useWhatsappListCampaignsQuery } from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { useDebounced } from '../../../shared/useDebounced';
import { useOwnFilter } from '../../../shared/useOwnFilter';
import { useT } from '../../../shared/useT';

interface Props {
  readonly id: number | undefined;
  /** Of the chosen one, where it is known. */
  readonly name: string | null;
  readonly onChange: (id: number | undefined) => void;
}

const ANY = 'any';

/** One campaign, found by its name, or any of them. */
export const CampaignValue = ({ id, name, onChange }: Props) => {
  const t = useT();
  const { can } = useCan();
  const own = useOwnFilter();
  const q = useDebounced(own.typed.trim());
  const list = useWhatsappListCampaignsQuery(q === '' ? {} : { q }, { skip: !can.campaignFollow });
  // A draft was sent to nobody.
  const sent = (list.data?.campaigns ?? []).filter(({ state }) => state !== 'draft');
  const shown = id === undefined ? t('segments.campaign.any') : (name ?? `#${id}`);
  return (
    <Box flex="1 1 18rem" maxWidth="30rem">
      <Combobox
        key={shown}
        size="S"
        aria-label={t('segments.field.campaign')}
        value={id === undefined ? ANY : String(id)}
        defaultTextValue={shown}
        loading={list.isFetching}
        loadingMessage={t('contacts.picker.loading')}
        noOptionsMessage={() => t('segments.value.none')}
        onChange={(next) => next && onChange(next === ANY ? undefined : Number(next))}
        {...own.props}
      >
        <ComboboxOption value={ANY}>{t('segments.campaign.any')}</ComboboxOption>
        {sent.map((one) => (
          <ComboboxOption key={one.id} value={String(one.id)}>
            {one.name}
          </ComboboxOption>
        ))}
      </Combobox>
    </Box>
  );
};
