import { Button, Checkbox, Flex, Radio, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useState } from 'react';
import type { CanaryPlan } from '../../../../../server/src/contracts/campaign-trial';
import { ContactPicker } from '../../../shared/ContactPicker';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { NumberField } from './NumberField';
import { EVERYONE } from '../wizard-model';
import { Choice, Mistake, Question } from './Question';
import { useReach } from './Reach';
import { fewOf, holdsNobody, setTrial } from './trial-form';
import { problemAt, type Wizard } from './useWizard';

type People = CanaryPlan['people'];
type PartProps = {
  wizard: Wizard;
  canary: CanaryPlan;
  /** How many may get the message; null while that is not known. */
  receivers?: number | null;
};

const startOf = (kind: People['kind'], receivers: number | null): People => {
  if (kind === 'first') return { kind, count: fewOf(receivers) };
  return kind === 'share' ? { kind, percent: 5 } : { kind, contactIds: [] };
};
const kinds = ['off', 'first', 'share', 'people'] as const;
const GO_ON = { afterMinutes: 60, failedBelow: 10, optOutBelow: 2 };

const setCanary = (wizard: Wizard, canary: CanaryPlan) => setTrial(wizard, { canary });

/** Chosen testers; those of an opened draft are shown by number until they are looked up. */
const Testers = ({ wizard, canary }: PartProps) => {
  const t = useT();
  const [names, setNames] = useState(new Map<number, string>());
  if (canary.people.kind !== 'people') return null;
  const { contactIds } = canary.people;
  const set = (ids: number[]) =>
    setCanary(wizard, { ...canary, people: { kind: 'people', contactIds: ids } });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <ContactPicker
        label={t('campaigns.canary.pick')}
        onPick={({ id, name }) => {
          setNames((old) => new Map(old).set(id, name));
          if (!contactIds.includes(id)) set([...contactIds, id].slice(0, 200));
        }}
      />
      <Flex gap={2} wrap="wrap">
        {contactIds.map((id) => {
          const name = names.get(id) ?? t('campaigns.canary.person', { id });
          return (
            <Tag
              key={id}
              icon={<Cross aria-hidden />}
              label={t('campaigns.people.remove', { name })}
              onClick={() => set(contactIds.filter((one) => one !== id))}
            >
              {name}
            </Tag>
          );
        })}
      </Flex>
      <Mistake>{problemAt(wizard, 'canary', t)}</Mistake>
    </Flex>
  );
};

const Size = ({ wizard, canary, receivers = null }: PartProps) => {
  const t = useT();
  const { people } = canary;
  if (people.kind === 'people') return <Testers wizard={wizard} canary={canary} />;
  const isShare = people.kind === 'share';
  return (
    <NumberField
      name="canarySize"
      label={t(isShare ? 'campaigns.canary.percent' : 'campaigns.canary.count')}
      value={isShare ? people.percent : people.count}
      min={1}
      max={isShare ? 50 : 100_000}
      {...(isShare || receivers === null
        ? {}
        : { hint: t('campaigns.canary.of', { count: receivers }) })}
      onChange={(n) =>
        setCanary(wizard, {
          ...canary,
          people: isShare ? { kind: 'share', percent: n } : { kind: 'first', count: n },
        })
      }
    />
  );
};

const parts = [
  { key: 'afterMinutes', max: 10_080 },
  { key: 'failedBelow', max: 100 },
  { key: 'optOutBelow', max: 100 },
] as const;

/** Goes on by itself when the result is good enough. */
const GoOn = ({ wizard, canary }: PartProps) => {
  const t = useT();
  const { goOn } = canary;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Checkbox
        checked={goOn !== null}
        onCheckedChange={(on) => setCanary(wizard, { ...canary, goOn: on === true ? GO_ON : null })}
      >
        {t('campaigns.canary.goOn')}
      </Checkbox>
      {goOn
        ? parts.map(({ key, max }) => (
            <NumberField
              key={key}
              name={key}
              label={t(`campaigns.canary.${key}`)}
              value={goOn[key]}
              min={1}
              max={max}
              onChange={(n) => setCanary(wizard, { ...canary, goOn: { ...goOn, [key]: n } })}
            />
          ))
        : null}
    </Flex>
  );
};

/** How many may get it by what is saved, once that is counted. */
const useReceivers = ({ campaign, form }: Wizard): number | null => {
  const { reach } = useReach(campaign?.id ?? 0, form.choice ?? EVERYONE);
  return reach ? (reach.may ?? reach.matched) : null;
};

/** A group of everybody holds nothing back; a smaller one is one press away. */
const NobodyWaits = ({ wizard, canary, receivers = null }: PartProps) => {
  const t = useT();
  if (receivers === null || !holdsNobody(canary, receivers)) return null;
  const count = fewOf(receivers);
  return (
    <Notice
      variant="warning"
      title={t('campaigns.canary.nobodyWaits', { count: receivers })}
      action={
        <Button
          size="S"
          variant="tertiary"
          onClick={() => setCanary(wizard, { ...canary, people: { kind: 'first', count } })}
        >
          {t('campaigns.canary.few', { count })}
        </Button>
      }
    />
  );
};

/** A test batch gets it first; the others wait for a decision (M-43). */
export const CanaryCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { canary } = wizard.form.trial;
  const receivers = useReceivers(wizard);
  const choose = (value: string) => {
    const kind = kinds.find((one) => one === value);
    if (!kind || kind === 'off') return setTrial(wizard, { canary: null });
    setCanary(wizard, { goOn: canary?.goOn ?? null, people: startOf(kind, receivers) });
  };
  return (
    <Question title={t('campaigns.canary.title')}>
      <Radio.Group
        aria-label={t('campaigns.canary.title')}
        value={canary?.people.kind ?? 'off'}
        onValueChange={choose}
      >
        {kinds.map((kind) => (
          <Choice
            key={kind}
            value={kind}
            title={t(`campaigns.canary.kind.${kind}`)}
            testId={`canary-${kind}`}
          >
            {t(`campaigns.canary.kindHint.${kind}`)}
          </Choice>
        ))}
      </Radio.Group>
      {canary ? (
        <>
          <Size wizard={wizard} canary={canary} receivers={receivers} />
          <NobodyWaits wizard={wizard} canary={canary} receivers={receivers} />
          <GoOn wizard={wizard} canary={canary} />
          <Typography variant="pi" textColor="neutral600">
            {t('campaigns.canary.rest')}
          </Typography>
        </>
      ) : null}
    </Question>
  );
};
