import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type {
  BulkRunsResult,
  RunAction,
  RunLine,
} from '../../../../../server/src/contracts/run-list';
import { useWhatsappBulkRunsBotsMutation } from '../../../api/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Notice } from '../../../shared/Notice';
import { useReason } from '../../../shared/useReason';
import { useRefusal } from '../../../shared/useRefusal';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { fitting } from './model';
import { useRunName } from './RunTable';
import type { RunChoice } from './useRunChoice';

/** A run for which it was not done, and why. */
interface Refused {
  readonly run: RunLine;
  readonly kind: string;
}

const refusedIn = (runs: readonly RunLine[], { refused }: BulkRunsResult): Refused[] =>
  refused.flatMap(({ id, kind }) => {
    const run = runs.find((one) => one.id === id);
    return run ? [{ run, kind }] : [];
  });

/** Does it for the chosen runs, and keeps those for which it was refused. */
export const useRunBulk = (choice: RunChoice, onDone: () => void) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [bulk, { isLoading }] = useWhatsappBulkRunsBotsMutation();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const act = async (action: RunAction): Promise<void> => {
    const runs = fitting(choice.chosen, action);
    setRefused([]);
    try {
      const result = await bulk({ ids: runs.map(({ id }) => id), action }).unwrap();
      setRefused(refusedIn(runs, result));
      onDone();
      choice.clear();
      if (result.done > 0)
        toggleNotification({
          type: 'success',
          message: t(`bots.all.${action}.done`, { count: result.done }),
        });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return { act, isLoading, refused, forget: () => setRefused([]) };
};
export type RunBulk = ReturnType<typeof useRunBulk>;

/** Those for which it was refused, each with why. */
export const RefusedRuns = ({ bulk }: { bulk: RunBulk }) => {
  const t = useT();
  const nameOf = useRunName();
  const known = useKnownWord();
  const reasonOf = useReason();
  const { refused, forget } = bulk;
  if (refused.length === 0) return null;
  return (
    <Box role="alert">
      <Notice
        variant="warning"
        title={t('bots.all.refused', { count: refused.length })}
        testId="refused-runs"
        action={
          <Button size="S" variant="tertiary" onClick={forget}>
            {t('bots.all.refused.close')}
          </Button>
        }
      >
        <Box tag="ul" paddingLeft={4}>
          {refused.map(({ run, kind }) => (
            <li key={run.id}>
              <span dir="auto">
                {t('flows.named', {
                  head: nameOf(run),
                  words: known('error', kind) ?? reasonOf(kind),
                })}
              </span>
            </li>
          ))}
        </Box>
      </Notice>
    </Box>
  );
};

const ASKED = ['resume', 'end'] as const;

/** What can be done with the chosen runs; what reaches people is asked first, with their number. */
export const BulkBar = ({ choice, bulk }: { choice: RunChoice; bulk: RunBulk }) => {
  const t = useT();
  const [asking, ask] = useState<(typeof ASKED)[number] | null>(null);
  const { chosen } = choice;
  const countOf = (action: RunAction) => fitting(chosen, action).length;
  if (chosen.length === 0) return null;
  return (
    <Flex
      gap={3}
      wrap="wrap"
      background="primary100"
      hasRadius
      padding={3}
      data-testid="runs-chosen"
    >
      <Typography role="status">{t('bots.all.chosen', { count: chosen.length })}</Typography>
      {ASKED.filter((one) => countOf(one) > 0).map((one) => (
        <Button
          key={one}
          size="S"
          variant={one === 'end' ? 'danger-light' : 'secondary'}
          disabled={bulk.isLoading}
          onClick={() => ask(one)}
          data-testid={`runs-${one}`}
        >
          {t(`bots.all.${one}`, { count: countOf(one) })}
        </Button>
      ))}
      {countOf('seen') > 0 ? (
        <Button
          size="S"
          variant="tertiary"
          loading={bulk.isLoading}
          onClick={() => void bulk.act('seen').catch(() => undefined)}
          data-testid="runs-seen"
        >
          {t('bots.all.seen', { count: countOf('seen') })}
        </Button>
      ) : null}
      <Button size="S" variant="ghost" onClick={choice.clear}>
        {t('bots.all.clear')}
      </Button>
      {asking ? (
        <ConfirmAction
          open
          variant={asking === 'end' ? 'danger' : 'default'}
          title={t(`bots.all.${asking}.title`, { count: countOf(asking) })}
          confirmLabel={t(`bots.all.${asking}`, { count: countOf(asking) })}
          confirmTestId="runs-confirm"
          onClose={() => ask(null)}
          onConfirm={() => bulk.act(asking)}
        >
          {t(`bots.all.${asking}.body`)}
        </ConfirmAction>
      ) : null}
    </Flex>
  );
};
