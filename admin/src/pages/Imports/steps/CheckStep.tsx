import { useEffect, useRef } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useIntl } from 'react-intl';
import {
  useWhatsappCheckImportMutation,
  useWhatsappImportProblemsQuery,
  useWhatsappStartImportMutation,
} from '../../../api/imports';
import { Notice } from '../../../shared/Notice';
import { ResponsiveTable } from '../../../shared/ResponsiveTable';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { peopleOf, rowsOf, type ImportView } from '../model';
import type { Wizard } from '../useWizard';
import { AgainChoices } from './AgainChoices';
import { ConsentAnswers } from './ConsentAnswers';
import { OpenWays } from './OpenWays';
import { ReadAs } from './ReadAs';
import { Running } from './Running';
import { UnreadNumbers } from './UnreadNumbers';

type Operation = NonNullable<ImportView['check']>;

/** Figures that answer what an import does, also where they are 0. */
const MAIN: ReadonlySet<string> = new Set(['created', 'changed', 'refused']);
/** The first four are all rows of the file. */
const figures = [
  'created',
  'changed',
  'same',
  'refused',
  'doubles',
  'unread',
  'staysOut',
  'optedIn',
  'optedOut',
  'newerYes',
  'noDate',
  'unconfirmed',
  'doublesOut',
  'remarked',
] as const;

/** What would become of the rows, one number each; the same tiles show what became of them. */
export const Counts = ({ operation }: { operation: Operation }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const numberOf = (name: (typeof figures)[number]) => operation.counters[name] ?? 0;
  return (
    <Grid.Root gap={3}>
      {figures
        .filter((name) => MAIN.has(name) || numberOf(name) > 0)
        .map((name) => (
          <Grid.Item key={name} col={2} s={4} xs={6} direction="column" alignItems="stretch">
            <Box
              background="neutral100"
              hasRadius
              padding={4}
              height="100%"
              data-testid={`import-${name}`}
            >
              <Typography tag="p" variant="alpha">
                {formatNumber(numberOf(name))}
              </Typography>
              <Typography tag="p" variant="pi" textColor="neutral600">
                {t(`imports.count.${name}`)}
              </Typography>
            </Box>
          </Grid.Item>
        ))}
    </Grid.Root>
  );
};

/** All refused rows as a file that a spreadsheet opens. */
export const ProblemsButton = ({ operation }: { operation: Operation }) => {
  const t = useT();
  const language = useRuleLocale();
  const { download, isBusy } = useDownloadFile();
  const url = `/whatsapp/operations/${operation.id}/problems?language=${language}`;
  if (operation.problems === 0) return null;
  return (
    <Button
      variant="tertiary"
      startIcon={<Download />}
      loading={isBusy}
      onClick={() => void download(url, t('operations.problems.file', { id: operation.id }))}
    >
      {t('imports.problems.download', { n: operation.problems })}
    </Button>
  );
};

type Problem = { line: number; reason: string; detail: string | null; cells: string[] };

const Problems = ({ id, operation }: { id: number; operation: Operation }) => {
  const t = useT();
  const known = useKnownWord();
  const query = useWhatsappImportProblemsQuery(id);
  const problems = query.data?.problems ?? [];
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (problems.length === 0) return null;
  const why = ({ reason, detail }: Problem) => {
    const words = known('imports.problem', reason) ?? reason;
    return detail ? `${words}: ${detail}` : words;
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Typography variant="delta" tag="h2">
          {t('imports.problems.title', { n: operation.problems })}
        </Typography>
        <ProblemsButton operation={operation} />
      </Flex>
      <ResponsiveTable<Problem>
        rows={problems}
        rowKey={(problem) => `${problem.line} ${problem.reason}`}
        label={t('imports.problems.title', { n: operation.problems })}
        testId="import-problem"
        columns={[
          {
            key: 'line',
            label: t('imports.problems.line'),
            render: ({ line }) => <Typography>{line}</Typography>,
          },
          {
            key: 'why',
            label: t('imports.problems.why'),
            isTitle: true,
            render: (problem) => (
              <Typography style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                {why(problem)}
              </Typography>
            ),
          },
          {
            key: 'row',
            label: t('imports.problems.row'),
            render: ({ cells }) => (
              <Typography
                variant="pi"
                textColor="neutral600"
                dir="auto"
                style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
              >
                {cells.filter(Boolean).join(' · ').slice(0, 160)}
              </Typography>
            ),
          },
        ]}
      />
      {operation.problems > problems.length ? (
        <Typography variant="pi" textColor="neutral600">
          {t('imports.problems.first', { n: problems.length })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** What comes next: while an answer is not in the numbers yet, the file is checked again; then its people are imported. */
const NextPress = ({ wizard, people }: { wizard: Wizard; people: number }) => {
  const t = useT();
  const refuse = useRefusal();
  const [start, { isLoading }] = useWhatsappStartImportMutation();
  const { answers, isSaving } = wizard;
  const run = async () => {
    const answer = await start(wizard.view.id);
    if ('error' in answer) refuse(answer.error);
    else wizard.go('import');
  };
  if (answers.isChanged)
    return (
      <Button
        size="L"
        loading={isSaving}
        onClick={() => void answers.apply()}
        data-testid="import-recheck"
      >
        {t('imports.recheck')}
      </Button>
    );
  return (
    <Button
      size="L"
      disabled={people === 0 || answers.isOpen}
      loading={isLoading}
      onClick={() => void run()}
      data-testid="import-start"
    >
      {t('imports.start', { n: people })}
    </Button>
  );
};

const Checked = ({ wizard, operation }: { wizard: Wizard; operation: Operation }) => {
  const t = useT();
  const people = peopleOf(operation.counters);
  const open = wizard.answers.words.filter(({ means }) => means === null).length;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography>
          {t('imports.check.done', { n: operation.done, ...rowsOf(operation) })}
        </Typography>
        <NextPress wizard={wizard} people={people} />
      </Flex>
      {open > 0 ? <Notice variant="warning" title={t('imports.words.open', { n: open })} /> : null}
      <OpenWays wizard={wizard} />
      {wizard.view.unreadNumbers ? <UnreadNumbers unread={wizard.view.unreadNumbers} /> : null}
      <Counts operation={operation} />
      <ReadAs wizard={wizard} />
      <ConsentAnswers wizard={wizard} operation={operation} />
      <AgainChoices wizard={wizard} operation={operation} />
      {people === 0 ? <Notice variant="warning" title={t('imports.check.nobody')} /> : null}
      <Problems id={wizard.view.id} operation={operation} />
    </Flex>
  );
};

/** The dry run: begun when one comes here, watched, and then the numbers that an import would make. */
export const CheckStep = ({ wizard }: { wizard: Wizard }) => {
  const { view } = wizard;
  const asked = useRef(false);
  const [check, { error }] = useWhatsappCheckImportMutation();
  const isMissing = view.check === null;
  useEffect(() => {
    if (!isMissing) asked.current = false;
    if (!isMissing || asked.current) return;
    asked.current = true;
    void check(view.id);
  }, [isMissing, check, view.id]);
  if (error) return <ErrorState error={error} onRetry={() => void check(view.id)} />;
  if (!view.check) return null;
  return view.check.state === 'done' ? (
    <Checked wizard={wizard} operation={view.check} />
  ) : (
    <Running operation={view.check} words="imports.check.running" />
  );
};
