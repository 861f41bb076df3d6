import { useEffect, useRef, type ReactNode } from 'react';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { RunDetails as Details } from '../../../../../server/src/contracts/flow-runs';
import { useWhatsappRunBotsQuery } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { shownName } from '../../../shared/people/person-name';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { RunMessage } from './RunMessage';
import { RunSteps } from './RunSteps';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box>
    <Typography tag="dt" variant="pi" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" margin={0}>
      {children}
    </Typography>
  </Box>
);

/** "Keyword: “parcel”" */
const useCause = () => {
  const t = useT();
  const known = useKnownWord();
  return ({ trigger, word }: Details): string => {
    const cause = known('bots.cause', trigger.replace('event:', '')) ?? trigger;
    return word === null ? cause : t('bots.cause.word', { cause, word });
  };
};

const Facts = ({ run }: { run: Details }) => {
  const t = useT();
  const moments = useMoments();
  const causeOf = useCause();
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={3} margin={0}>
      <Fact label={t('bots.run.cause')}>
        {causeOf(run)}
        {run.message ? (
          <>
            {' · '}
            <RunMessage run={run} message={run.message} />
          </>
        ) : null}
      </Fact>
      <Fact label={t('bots.run.when')}>
        {run.endedAt === null
          ? moments.full(run.startedAt)
          : t('bots.run.from-to', {
              from: moments.full(run.startedAt),
              to: moments.full(run.endedAt),
            })}
      </Fact>
      {run.version === null ? null : (
        <Fact label={t('bots.run.version')}>{String(run.version)}</Fact>
      )}
      {run.variables.map(({ name, value }) => (
        <Fact key={name} label={t('bots.run.value', { name })}>
          <span dir="auto">{value ?? '•••'}</span>
        </Fact>
      ))}
    </Flex>
  );
};

const Head = ({ run }: { run: Details }) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const state = t(`bots.run.${run.state}`);
  const name = shownName(run.contact?.name ?? '', t('bots.runs.somebody'));
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="delta" tag="h2">
        {run.canRead ? (
          <Link
            tag={RouterLink}
            to={`/plugins/${PLUGIN_ID}/inbox?c=${run.conversationId}`}
            dir="auto"
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </Typography>
      <Typography textColor={run.state === 'failed' ? 'danger600' : 'neutral800'}>
        {run.reason ? t('bots.run.because', { state, reason: reasonOf(run.reason) }) : state}
      </Typography>
      {run.waits ? (
        <Typography variant="pi" textColor="neutral600">
          {t(`bots.run.waits.${run.waits.for}`, { at: moments.full(run.waits.until) })}
        </Typography>
      ) : null}
      {run.tries > 0 ? (
        <Typography variant="pi" textColor="danger600">
          {t('bots.run.tries', { count: run.tries, error: run.lastError ?? '' })}
        </Typography>
      ) : null}
      {run.canRead ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t('bots.run.hidden')}
        </Typography>
      )}
    </Flex>
  );
};

/** One run: what set it off, what it kept, and each step with what came in and what came of it (L-03). */
export const RunDetails = ({
  botId,
  runId,
  onBack,
}: {
  botId: number;
  runId: number;
  onBack: () => void;
}) => {
  const t = useT();
  const back = useRef<HTMLButtonElement>(null);
  const query = useWhatsappRunBotsQuery({ id: botId, runId });
  useEffect(() => back.current?.focus(), []);
  return (
    <Flex direction="column" alignItems="stretch" gap={5} data-testid="run-details">
      <Box>
        <Button ref={back} size="S" variant="tertiary" startIcon={<ArrowLeft />} onClick={onBack}>
          {t('bots.run.back')}
        </Button>
      </Box>
      {query.isLoading ? <RowSkeletons /> : null}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? (
        <>
          <Head run={query.data} />
          <Facts run={query.data} />
          <RunSteps run={query.data} />
        </>
      ) : null}
    </Flex>
  );
};
