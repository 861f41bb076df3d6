import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import type { AutomationBody } from '../../../../../server/src/contracts/automations';
import { Notice } from '../../../shared/Notice';
import { useMay } from '../../../shared/permissions';
import { RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { RehearsalResult } from './RehearsalResult';
import { SPANS, useRehearsal, type RehearsalHands } from './useRehearsal';

interface Props {
  /** As it is on the page, saved or not. */
  readonly body: AutomationBody;
  /** The saved one; null: it is new. */
  readonly automation: AutomationView | null;
  /** What keeps it from being activated, with what to do; null: nothing that is known. */
  readonly stop: string | null;
  /** What the button says that is offered after a rehearsal. */
  readonly activateLabel: string;
  readonly onActivate: () => void;
}

const Ask = ({ rehearsal }: { rehearsal: RehearsalHands }) => {
  const t = useT();
  const { days, setDays, isLoading, result, run } = rehearsal;
  return (
    <Flex gap={3} alignItems="flex-end" wrap="wrap">
      <Field.Root name="rehearsal-days">
        <Field.Label>{t('automations.rehearse.days')}</Field.Label>
        <SingleSelect
          value={String(days)}
          onChange={(next) => setDays(Number(next))}
          data-testid="rehearsal-days"
        >
          {SPANS.map((count) => (
            <SingleSelectOption key={count} value={String(count)}>
              {t('automations.rehearse.last', { count })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Button
        variant="secondary"
        size="L"
        loading={isLoading}
        onClick={() => void run()}
        data-testid="rehearse-automation"
      >
        {t(result === null ? 'automations.rehearse.run' : 'automations.rehearse.again')}
      </Button>
    </Flex>
  );
};

/** In place of the offer: what has to be done before. */
const Blocked = ({ stop }: { stop: string }) => {
  const t = useT();
  return (
    <Notice
      variant="warning"
      title={t('automations.rehearse.blocked')}
      titleAs="h3"
      testId="rehearsal-blocked"
    >
      {stop}
    </Notice>
  );
};

/** Offered after a rehearsal, and never kept back by what that came to. A new one has to be saved first. */
const Activate = ({
  isNew,
  label,
  onPress,
}: {
  isNew: boolean;
  label: string;
  onPress: () => void;
}) => {
  const t = useT();
  return (
    <Notice
      variant="success"
      title={t(isNew ? 'automations.rehearse.ready.new' : 'automations.rehearse.ready')}
      titleAs="h3"
      testId="rehearsal-ready"
      action={
        <Button onClick={onPress} data-testid="rehearsal-activate">
          {label}
        </Button>
      }
    >
      {t(isNew ? 'automations.rehearse.ready.new.body' : 'automations.rehearse.ready.body')}
    </Notice>
  );
};

/** "Who would have received it?" (E-32): what the automation would have done lately, sending nothing. */
export const RehearsalPanel = ({ body, automation, stop, ...offer }: Props) => {
  const t = useT();
  const mayBuild = useMay('automationBuild');
  const rehearsal = useRehearsal(body, automation);
  const { isLoading, error, result, isChanged } = rehearsal;
  const isOffered = result !== null && !isLoading && automation?.active !== true;
  if (!mayBuild) return null;
  return (
    <Flex
      tag="section"
      direction="column"
      alignItems="stretch"
      gap={4}
      aria-labelledby="rehearsal-title"
      aria-busy={isLoading}
      data-testid="automation-rehearsal"
    >
      <Box>
        <Typography id="rehearsal-title" variant="delta" tag="h2">
          {t('automations.rehearse')}
        </Typography>
        <Typography tag="p" textColor="neutral600">
          {t('automations.rehearse.hint')}
        </Typography>
      </Box>
      <Ask rehearsal={rehearsal} />
      {error ? (
        <Box role="alert">
          <Typography tag="p" textColor="danger600">
            {error.message}
          </Typography>
          {error.remedy ? <Typography variant="pi">{error.remedy}</Typography> : null}
        </Box>
      ) : null}
      {isLoading ? <RowSkeletons rows={3} /> : null}
      {result && !isLoading ? <RehearsalResult result={result} isChanged={isChanged} /> : null}
      {isOffered && stop !== null ? <Blocked stop={stop} /> : null}
      {isOffered && stop === null ? (
        <Activate
          isNew={automation === null}
          label={offer.activateLabel}
          onPress={offer.onActivate}
        />
      ) : null}
    </Flex>
  );
};
