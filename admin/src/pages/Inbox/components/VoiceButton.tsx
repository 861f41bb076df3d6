import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Check, Cross, Microphone } from '@strapi/icons';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';
import { useLevel } from '../hooks/useLevel';
import type { Recorder } from '../hooks/useRecorder';

/** A track that fills with the loudness. */
const Level = styled.span<{ $level: number }>`
  inline-size: ${({ theme }) => theme.spaces[9]};
  block-size: ${({ theme }) => theme.spaces[1]};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $level }) =>
    `linear-gradient(to right, ${theme.colors.success500} ${Math.round($level * 100)}%, ${theme.colors.neutral200} 0)`};
`;

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

const Running = ({ recorder }: { readonly recorder: Recorder }) => {
  const t = useT();
  const time = useSeconds(true);
  const level = useLevel(recorder.stream);
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []);
  return (
    <Flex gap={2} role="group" aria-label={t('inbox.voice.recording')} data-testid="recording">
      <Typography variant="pi" textColor="danger700" aria-hidden>{`● ${time}`}</Typography>
      <Level $level={level} aria-hidden data-testid="voice-level" data-level={level.toFixed(2)} />
      <Button
        ref={done}
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
};

/** Records a voice message; absent where the browser records in no format that WhatsApp takes. */
export const VoiceButton = ({ recorder }: { readonly recorder: Recorder }) => {
  const t = useT();
  const { state } = recorder;
  const button = useRef<HTMLButtonElement>(null);
  const ran = useRef(false);
  useEffect(() => {
    // What was pressed to end it is gone with the recording: the focus goes back to where it began.
    if (ran.current && state === 'off') button.current?.focus();
    ran.current = state === 'running';
  }, [state]);
  if (!recorder.available) return null;
  return (
    <IconButton
      ref={button}
      label={t('inbox.voice.start')}
      variant="tertiary"
      disabled={state === 'asking' || state === 'running'}
      onClick={recorder.start}
    >
      <Microphone />
    </IconButton>
  );
};

/** The line above the text field: the recording in progress, or why recording failed. */
export const VoiceLine = ({ recorder }: { readonly recorder: Recorder }) => {
  const t = useT();
  const { state } = recorder;
  if (state === 'off' || state === 'asking') return null;
  if (state === 'running') return <Running recorder={recorder} />;
  return (
    <Typography variant="pi" textColor="neutral800" role="status">
      {t(`inbox.voice.${state}`)}
    </Typography>
  );
};
