import { Flex, Typography } from '@strapi/design-system';
import type { ProcessesResult } from '../../../../../server/src/contracts/processes';
import { useWhatsappListProcessesQuery } from '../../../api/processes';
import { Notice } from '../../../shared/Notice';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT, type Translate } from '../../../shared/useT';
import { Surface } from '../../../shared/Surface';

type Process = ProcessesResult['processes'][number];

/** The server reads a process's heartbeat this often. */
const POLL_MS = 10_000;
/** A clock that is wrong by more is worth a word; the database's clock decides everything (engine 1). */
const CLOCK_MS = 2_000;

const stateOf = (t: Translate, { problem, clockOffsetMs }: Process): string => {
  if (problem) return t(`settings.processes.problem.${problem}`);
  if (Math.abs(clockOffsetMs) > CLOCK_MS)
    return t('settings.processes.clock', { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) });
  return t('settings.processes.well');
};

const isFine = ({ problem, clockOffsetMs }: Process): boolean =>
  problem === null && Math.abs(clockOffsetMs) <= CLOCK_MS;

/** One process that does everything and is well is nothing to tell of. */
const isWorthShowing = ({ processes, working }: ProcessesResult): boolean =>
  !working ||
  processes.length > 1 ||
  processes.some((one) => one.engine === 'bullmq' || !isFine(one));

const useColumns = (): Column<Process>[] => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(POLL_MS);
  return [
    {
      key: 'name',
      label: t('settings.processes.name'),
      isTitle: true,
      render: ({ name, self }) => (
        <Typography fontWeight="semiBold" textColor="neutral800">
          {self ? t('settings.processes.self', { name }) : name}
        </Typography>
      ),
    },
    {
      key: 'serve',
      label: t('settings.processes.serves'),
      render: ({ serve }) => (
        <Typography textColor="neutral800">{t(`settings.processes.serve.${serve}`)}</Typography>
      ),
    },
    {
      key: 'state',
      label: t('settings.processes.state'),
      render: (one) => (
        <Typography textColor={isFine(one) ? 'success700' : 'danger600'}>
          {stateOf(t, one)}
        </Typography>
      ),
    },
    {
      key: 'since',
      label: t('settings.processes.since'),
      render: ({ bootAt }) => (
        <Typography textColor="neutral600">{moments.ago(bootAt, now)}</Typography>
      ),
    },
  ];
};

/** Who lives and does what, where several processes or Redis take part (docs/scaling.md). */
export const ProcessesPanel = () => {
  const t = useT();
  const columns = useColumns();
  const { data } = useWhatsappListProcessesQuery(undefined, { pollingInterval: POLL_MS });
  if (!data || !isWorthShowing(data)) return null;
  return (
    <Surface
      tag="section"
      aria-labelledby="processes-title"

      data-testid="processes"
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography tag="h2" variant="delta" id="processes-title">
          {t('settings.processes.title')}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {data.redis === null
            ? t('settings.processes.timers')
            : t('settings.processes.redis', { address: data.redis })}
        </Typography>
        {data.working ? null : (
          <Notice variant="danger" title={t('settings.processes.nobody')}>
            <Typography textColor="neutral800">{t('settings.processes.nobody.remedy')}</Typography>
          </Notice>
        )}
        <ResponsiveTable
          rows={data.processes}
          columns={columns}
          rowKey={({ name }) => name}
          label={t('settings.processes.title')}
        />
      </Flex>
    </Surface>
  );
};
