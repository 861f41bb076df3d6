import { useState } from 'react';
import {
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Tag,
  Typography,
} from '@strapi/design-system';
import { Cross, PaperPlane } from '@strapi/icons';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import type { TestResult } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappTestCampaignMutation } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { ContactPicker } from '../../../shared/ContactPicker';
import { useCan } from '../../../shared/permissions';
import { useApiError } from '../../../shared/useApiError';
import { useKnownWord } from '../../../shared/useKnownWord';
import { newPress } from '../../../shared/newPress';
import { useT } from '../../../shared/useT';
import { useShownName } from '../../../shared/people/usePersonName';

type Tester = { id: number; name: string };

const REMEMBERED = 'whatsapp.campaign-testers';
const MOST = 10;

/** The people one tries messages on are mostly the same: this browser remembers them. */
const remembered = (): Tester[] => {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(REMEMBERED) ?? '[]');
    return Array.isArray(known) ? (known as Tester[]).slice(0, MOST) : [];
  } catch {
    return [];
  }
};

const Results = ({ results }: TestResult) => {
  const t = useT();
  const shownName = useShownName();
  const known = useKnownWord();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
      {results.map((one) => (
        <Typography
          key={one.contactId}
          tag="li"
          textColor={one.ok ? 'success600' : 'danger600'}
          data-testid="test-result"
        >
          {one.ok
            ? t('campaigns.test.sent', { name: shownName(one.name) })
            : t('campaigns.test.refused', {
                name: shownName(one.name),
                reason:
                  known(`campaigns.skip.${one.reason ?? ''}`) ??
                  known(`error.${one.reason ?? ''}`) ??
                  one.reason ??
                  '',
              })}
        </Typography>
      ))}
    </Flex>
  );
};

const useTest = (campaignId: number, onDone: (result: TestResult) => void) => {
  const explain = useApiError();
  const [problem, setProblem] = useState<string | null>(null);
  const [send] = useWhatsappTestCampaignMutation();
  /** One id for as long as the dialog is open: a second press after a lost answer sends nothing twice. */
  const [clientId] = useState(newPress);
  const run = async (testers: Tester[], variant: VariantLetter | undefined) => {
    setProblem(null);
    localStorage.setItem(REMEMBERED, JSON.stringify(testers));
    try {
      const contactIds = testers.map((one) => one.id);
      // Each message of a test is a press of its own.
      const press = variant ? `${clientId}-${variant}` : clientId;
      const body = { contactIds, clientId: press, ...(variant ? { variant } : {}) };
      onDone(await send({ id: campaignId, body }).unwrap());
    } catch (error) {
      setProblem(explain(error).message);
      throw error;
    }
  };
  return { run, problem };
};

type DialogProps = {
  campaignId: number;
  /** Messages of a test, to choose one of. */
  letters: readonly VariantLetter[];
  onClose: () => void;
  onDone: (result: TestResult) => void;
};

const TestDialog = ({ campaignId, letters, onClose, onDone }: DialogProps) => {
  const t = useT();
  const shownName = useShownName();
  const [testers, setTesters] = useState(remembered);
  const [variant, setVariant] = useState(letters[0]);
  const { run, problem } = useTest(campaignId, onDone);
  return (
    <ConfirmAction
      open
      title={t('campaigns.test.title')}
      confirmLabel={t('campaigns.test.confirm', { count: testers.length })}
      confirmDisabled={testers.length === 0}
      confirmTestId="confirm-test"
      onClose={onClose}
      onConfirm={() => run(testers, variant)}
    >
      <Typography>{t('campaigns.test.body')}</Typography>
      {variant ? (
        <SingleSelect
          aria-label={t('campaigns.recipient.variant')}
          value={variant}
          onChange={(value) => setVariant(letters.find((one) => one === value))}
        >
          {letters.map((letter) => (
            <SingleSelectOption key={letter} value={letter}>
              {t('campaigns.variants.one', { letter })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      ) : null}
      <ContactPicker
        label={t('campaigns.test.pick')}
        onPick={({ id, name }) =>
          setTesters((old) =>
            old.some((one) => one.id === id) ? old : [...old, { id, name }].slice(0, MOST)
          )
        }
      />
      <Flex gap={2} wrap="wrap">
        {testers.map((one) => (
          <Tag
            key={one.id}
            icon={<Cross aria-hidden />}
            label={t('campaigns.people.remove', {
              name: shownName(one.name),
            })}
            onClick={() => setTesters((old) => old.filter((other) => other.id !== one.id))}
          >
            {shownName(one.name)}
          </Tag>
        ))}
      </Flex>
      {problem ? (
        <Typography textColor="danger600" role="alert">
          {problem}
        </Typography>
      ) : null}
    </ConfirmAction>
  );
};

/** The message to people of the team first: it counts nowhere in the campaign. */
export const TestSend = ({ campaignId, letters }: Pick<DialogProps, 'campaignId' | 'letters'>) => {
  const t = useT();
  const { can } = useCan();
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<TestResult | null>(null);
  if (!can.campaignLaunch || !can.contactBrowse) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Button
        variant="tertiary"
        startIcon={<PaperPlane />}
        onClick={() => setAsking(true)}
        data-testid="test-campaign"
      >
        {t('campaigns.test.button')}
      </Button>
      {result ? <Results {...result} /> : null}
      {asking ? (
        <TestDialog
          campaignId={campaignId}
          letters={letters}
          onClose={() => setAsking(false)}
          onDone={setResult}
        />
      ) : null}
    </Flex>
  );
};
