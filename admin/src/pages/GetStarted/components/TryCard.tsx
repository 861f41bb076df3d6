import { useState } from 'react';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { SetupResult } from '../../../../../server/src/contracts/setup';
import { useWhatsappLoadSampleMutation, useWhatsappRemoveSampleMutation } from '../../../api/setup';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { CopyValue } from '../../../shared/CopyValue';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { sampleDeed } from '../model';
import { Surface } from '../../../shared/Surface';

const SimulatorState = ({ simulator }: { simulator: SetupResult['simulator'] }) => {
  const t = useT();
  if (!simulator.running) {
    return (
      <Typography role="status" textColor="neutral600">
        {t('setup.simulator.waiting', { url: simulator.url })}
      </Typography>
    );
  }
  return (
    <Flex role="status" gap={3} wrap="wrap">
      <Typography textColor="success700">
        {t('setup.simulator.running', { url: simulator.url })}
      </Typography>
      <Link href={simulator.url} isExternal endIcon={<ExternalLink aria-hidden />}>
        {t('setup.simulator.open')}
      </Link>
    </Flex>
  );
};

const useSample = () => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [load, loading] = useWhatsappLoadSampleMutation();
  const [remove] = useWhatsappRemoveSampleMutation();
  const onLoad = async () => {
    try {
      await load().unwrap();
      toggleNotification({ type: 'success', message: t('setup.sample.loaded') });
    } catch (error) {
      refuse(error);
    }
  };
  /** Throws after telling why, so that the dialog stays. */
  const onRemove = async () => {
    try {
      await remove().unwrap();
      toggleNotification({ type: 'success', message: t('setup.sample.removed') });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return { onLoad, onRemove, isLoading: loading.isLoading };
};

const Sample = ({ sample }: { sample: SetupResult['sample'] }) => {
  const t = useT();
  const { onLoad, onRemove, isLoading } = useSample();
  const [isAsking, setAsking] = useState(false);
  const deed = sampleDeed(sample);
  if (deed === 'hint') {
    return (
      <Typography variant="pi" textColor="neutral600">
        {t('setup.sample.hint')}
      </Typography>
    );
  }
  const count = { count: sample.rows };
  return (
    <>
      {deed === 'load' ? (
        <Button
          variant="secondary"
          loading={isLoading}
          onClick={() => void onLoad()}
          data-testid="load-sample"
        >
          {t('setup.sample.load')}
        </Button>
      ) : (
        <Button variant="danger-light" onClick={() => setAsking(true)} data-testid="remove-sample">
          {t('setup.sample.remove', count)}
        </Button>
      )}
      <ConfirmAction
        open={isAsking}
        onClose={() => setAsking(false)}
        variant="danger"
        title={t('setup.sample.remove.title')}
        confirmLabel={t('setup.sample.remove.confirm', count)}
        confirmTestId="confirm-remove-sample"
        onConfirm={onRemove}
      >
        {t('setup.sample.remove.body', count)}
      </ConfirmAction>
    </>
  );
};

/** Trying everything without Meta: the simulator's command, whether it runs, and sample data. */
export const TryCard = ({ setup }: { setup: SetupResult }) => {
  const t = useT();
  return (
    <Surface height="100%">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography variant="delta" tag="h2">
          {t('setup.try.title')}
        </Typography>
        <Typography textColor="neutral600">{t('setup.try.body')}</Typography>
        <CopyValue label={t('setup.try.command')} value={setup.simulator.command} />
        <SimulatorState simulator={setup.simulator} />
        <Box>
          <Sample sample={setup.sample} />
        </Box>
      </Flex>
    </Surface>
  );
};
