import { useState } from 'react';
import { Button, Flex, SingleSelect, SingleSelectOption, Tag } from '@strapi/design-system';
import { Cross, User } from '@strapi/icons';
import type { ListLogsResult } from '../../../../../server/src/contracts/logs';
import { useWhatsappListCampaignsQuery } from '../../../api/campaigns';
import { ContactPicker } from '../../../shared/ContactPicker';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { areas, levels, spanNames, type LogFilter } from '../model';
import { useAbout, type Subject } from './useAbout';
import type { Key } from '../../../translations/key';

interface Props {
  readonly filter: LogFilter;
  readonly onChange: (next: LogFilter) => void;
}

/** Names of whom and what the filter is about, as the server tells them; while it does not, they are numbers. */
type Names = ListLogsResult['about'] | undefined;

interface ChoiceProps<T extends string> {
  readonly what: 'area' | 'level' | 'span';
  readonly options: readonly T[];
  readonly wordOf: (option: T) => Key;
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
}

const Choice = <T extends string>({ what, options, wordOf, value, onChange }: ChoiceProps<T>) => {
  const t = useT();
  return (
    <SingleSelect
      size="S"
      aria-label={t(`logs.filter.${what}`)}
      placeholder={t(`logs.filter.${what}`)}
      value={value ?? ''}
      onChange={(next) => onChange(options.find((option) => option === next) ?? null)}
      onClear={() => onChange(null)}
      clearLabel={t('shell.state.clear-filters')}
    >
      {options.map((option) => (
        <SingleSelectOption key={option} value={option}>
          {t(wordOf(option))}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const Campaigns = ({ filter, onChange }: Props) => {
  const t = useT();
  const campaigns = useWhatsappListCampaignsQuery({ tab: 'all' }).data?.campaigns ?? [];
  const isListed = campaigns.some(({ id }) => id === filter.campaign);
  if (campaigns.length === 0) return null;
  return (
    <SingleSelect
      size="S"
      aria-label={t('logs.filter.campaign')}
      placeholder={t('logs.filter.campaign')}
      value={filter.campaign === null || !isListed ? '' : String(filter.campaign)}
      onChange={(next) => onChange({ ...filter, campaign: Number(next) || null })}
      onClear={() => onChange({ ...filter, campaign: null })}
      clearLabel={t('shell.state.clear-filters')}
    >
      {campaigns.map(({ id, name }) => (
        <SingleSelectOption key={id} value={String(id)}>
          {name}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const PersonChoice = ({ filter, onChange }: Props) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="tertiary" size="S" startIcon={<User />} onClick={() => setOpen(true)}>
        {t('logs.filter.person')}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={t('logs.filter.person')}>
        <ContactPicker
          label={t('logs.filter.person.which')}
          onPick={(contact) => {
            onChange({ ...filter, contact: contact.id });
            setOpen(false);
          }}
        />
      </Drawer>
    </>
  );
};

/** What the filter is about, each with a way to take it away. */
export const ActiveFilters = ({ filter, onChange, names }: Props & { readonly names: Names }) => {
  const t = useT();
  const named = (what: Subject) => {
    const id = filter[what];
    return id === null ? null : { id, name: `#${id}`, ...names?.[what] };
  };
  const about = useAbout()({
    contact: named('contact'),
    campaign: named('campaign'),
    bot: named('bot'),
  });
  if (about.length === 0) return null;
  return (
    <Flex gap={2} wrap="wrap" paddingBottom={4}>
      {about.map(({ what, name, label }) => (
        <Tag
          key={what}
          icon={<Cross aria-hidden />}
          label={t('logs.filter.remove', { name })}
          onClick={() => onChange({ ...filter, [what]: null })}
        >
          {label}
        </Tag>
      ))}
    </Flex>
  );
};

/** Area, level, time, campaign, person and words. */
export const LogFilters = (props: Props) => {
  const t = useT();
  const { can } = useCan();
  const { filter, onChange } = props;
  return (
    <>
      <SearchBox
        name="q"
        label={t('logs.search')}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
      />
      <Choice
        what="area"
        options={areas}
        wordOf={(area) => `logs.area.${area}`}
        value={filter.area}
        onChange={(area) => onChange({ ...filter, area })}
      />
      <Choice
        what="level"
        options={levels}
        wordOf={(level) => `logs.level.${level}`}
        value={filter.level}
        onChange={(level) => onChange({ ...filter, level })}
      />
      <Choice
        what="span"
        options={spanNames}
        wordOf={(span) => `logs.span.${span}`}
        value={filter.span}
        onChange={(span) => onChange({ ...filter, span })}
      />
      {can.campaignFollow ? <Campaigns {...props} /> : null}
      {can.contactBrowse ? <PersonChoice {...props} /> : null}
    </>
  );
};
