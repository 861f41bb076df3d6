import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Check, Cross, Microphone } from '@strapi/icons';
import { useEffect, useState } from 'react';
import { useT } from '../../../shared/useT';
import { useRecorder } from '../hooks/useRecorder';

const useSeconds = (running: boolean): string => {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!running) return undefined;
    const timer = setInterval(() => setSeconds((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Records a voice message; absent where the browser records in no format that WhatsApp takes. */
export const VoiceButton = ({
  onRecorded,
}: {
  readonly onRecorded: (file: File, voice: boolean) => void;
}) => {
  const t = useT();
  const recorder = useRecorder(onRecorded);
  const time = useSeconds(recorder.state === 'running');
  if (!recorder.available) return null;
  if (recorder.state === 'running') {
    return (
      <Flex gap={2} role="group" aria-label={t('inbox.voice.recording')}>
        <Typography variant="pi" textColor="danger700" aria-hidden>{`● ${time}`}</Typography>
        <Button
          size="S"
          variant="secondary"
          startIcon={<Check />}
          onClick={() => recorder.end(true)}
        >
          {t('inbox.voice.done')}
        </Button>
        <IconButton
          label={t('inbox.voice.discard')}
          variant="ghost"
          onClick={() => recorder.end(false)}
        >
          <Cross />
        </IconButton>
      </Flex>
    );
  }
  return (
    <Flex gap={2}>
      <IconButton label={t('inbox.voice.start')} variant="tertiary" onClick={recorder.start}>
        <Microphone />
      </IconButton>
      {recorder.state === 'refused' ? (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('inbox.voice.refused')}
        </Typography>
      ) : null}
    </Flex>
  );
};
