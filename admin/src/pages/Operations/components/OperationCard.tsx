import { useState } from 'react';
import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, Cross, Download } from '@strapi/icons';
import { Link } from 'react-router-dom';
import {
  useWhatsappCancelOperationMutation,
  useWhatsappRetryOperationMutation,
} from '../../../api/operations';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useRefusal } from '../../../shared/useRefusal';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { shareOf, type Operation } from '../model';
import { OperationState } from './OperationState';
import { useOperationWords } from './useOperationWords';
import { Surface } from '../../../shared/Surface';

type Props = { readonly operation: Operation };

const CancelButton = ({ operation }: Props) => {
  const t = useT();
  const words = useOperationWords();
  const refuse = useRefusal();
  const [isOpen, setOpen] = useState(false);
  const [cancel] = useWhatsappCancelOperationMutation();
  const confirm = async () => {
    const answer = await cancel(operation.id);
    if (!('error' in answer)) return;
    refuse(answer.error);
  };
  return (
    <>
      <Button
        variant="danger-light"
        size="S"
        startIcon={<Cross />}
        onClick={() => setOpen(true)}
        data-testid="operation-cancel"
      >
        {t('operations.cancel')}
      </Button>
      <ConfirmAction
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t('operations.cancel.title', { what: words.title(operation) })}
        confirmLabel={t('operations.cancel.confirm')}
        dismissLabel={t('operations.cancel.dismiss')}
        onConfirm={confirm}
        variant="danger"
        confirmTestId="operation-cancel-confirm"
      >
        {t('operations.cancel.stays', { done: operation.done })}
      </ConfirmAction>
    </>
  );
};

const RetryButton = ({ operation }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const [retry, { isLoading }] = useWhatsappRetryOperationMutation();
  const again = async () => {
    const answer = await retry(operation.id);
    if ('error' in answer) refuse(answer.error);
  };
  return (
    <Button
      variant="secondary"
      size="S"
      startIcon={<ArrowClockwise />}
      loading={isLoading}
      onClick={() => void again()}
      data-testid="operation-retry"
    >
      {operation.done > 0
        ? t('operations.retry.from', { n: operation.done + 1 })
        : t('operations.retry')}
    </Button>
  );
};

const DownloadButton = ({ operation }: Props) => {
  const t = useT();
  const known = useKnownWord();
  const language = useRuleLocale();
  const { download, isBusy } = useDownloadFile();
  return (
    <Button
      variant="tertiary"
      size="S"
      startIcon={<Download />}
      loading={isBusy}
      onClick={() =>
        void download(
          `/whatsapp/operations/${operation.id}/problems?language=${language}`,
          t('operations.problems.file', { id: operation.id })
        )
      }
      data-testid="operation-problems"
    >
      {known('operations.problems', operation.kind, { n: operation.problems }) ??
        t('operations.problems', { n: operation.problems })}
    </Button>
  );
};

const Actions = ({ operation }: Props) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex gap={2} wrap="wrap">
      {operation.canDownload ? <DownloadButton operation={operation} /> : null}
      {operation.canRetry ? <RetryButton operation={operation} /> : null}
      {operation.canCancel ? <CancelButton operation={operation} /> : null}
      {operation.source === 'campaign' && can.campaignFollow ? (
        <LinkButton tag={Link} to={`../campaigns/${operation.id}`} variant="tertiary" size="S">
          {t('operations.open')}
        </LinkButton>
      ) : null}
    </Flex>
  );
};

/** "by Ada · 14:02": who started it and when. */
const Origin = ({ operation }: Props) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const words = useOperationWords();
  const at = moments.short(operation.startedAt ?? operation.addedAt, now);
  return (
    <Typography variant="pi" textColor="neutral600">
      {[
        operation.startedBy ? t('operations.by', { name: operation.startedBy }) : null,
        at,
        words.took(operation),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Typography>
  );
};

const isOpen = (operation: Operation) =>
  ['queued', 'running', 'waiting', 'paused'].includes(operation.state);

/** One long work: what, how far, how fast, what came of it, and what can be done about it. */
export const OperationCard = ({ operation }: Props) => {
  const words = useOperationWords();
  const share = shareOf(operation);
  const isRunning = isOpen(operation);
  const line = isRunning
    ? [words.progress(operation), words.speed(operation), words.left(operation)]
    : [words.progress(operation)];
  const counters = words.counters(operation);
  const reason = words.reason(operation);
  return (
    <Surface
      tag="li"

      padding={5}
      data-testid="operation"
      data-kind={operation.kind}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="stretch" gap={2} flex="1 1 24rem" minWidth="0">
          <Flex gap={3} wrap="wrap">
            <Typography fontWeight="bold" tag="h3" style={{ overflowWrap: 'anywhere' }}>
              {words.title(operation)}
            </Typography>
            <OperationState state={operation.state} cancelling={operation.cancelling} />
          </Flex>
          {isRunning && share !== null ? (
            <ProgressLine value={share} label={words.progress(operation)} />
          ) : null}
          <Typography variant="pi">{line.filter(Boolean).join(' · ')}</Typography>
          {counters ? <Typography variant="pi">{counters}</Typography> : null}
          {reason ? (
            <Typography
              variant="pi"
              textColor={operation.state === 'failed' ? 'danger600' : 'neutral800'}
            >
              {reason}
            </Typography>
          ) : null}
          <Origin operation={operation} />
        </Flex>
        <Actions operation={operation} />
      </Flex>
    </Surface>
  );
};
