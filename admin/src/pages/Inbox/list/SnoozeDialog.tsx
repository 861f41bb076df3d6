import { useState } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { FormModal } from '../../../shared/FormModal';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { fromField, snoozePresets, toField } from '../model/snooze';

interface Props {
  /** How many conversations; one is the open one. */
  readonly count: number;
  readonly onSnooze: (until: number) => void;
  readonly onClose: () => void;
}

/** Until when: a usual time by one press, or any other. */
export const SnoozeDialog = ({ count, onSnooze, onClose }: Props) => {
  const t = useT();
  const { day } = useMoments();
  const [opened] = useState(() => new Date());
  const presets = snoozePresets(opened);
  const [text, setText] = useState(() => toField(presets.at(-1)?.at ?? opened.getTime()));
  const [isWrong, setWrong] = useState(false);
  const choose = (until: number) => {
    onSnooze(until);
    onClose();
  };
  const submit = () => {
    const until = fromField(text, Date.now());
    if (until === null) setWrong(true);
    else choose(until);
  };
  return (
    <FormModal
      title={count === 1 ? t('inbox.snooze.title') : t('inbox.snooze.title-many', { count })}
      submitLabel={t('inbox.snooze.action')}
      submitTestId="snooze-do"
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography textColor="neutral600">
        {t('inbox.snooze.about', { zone: viewerZone() })}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={2}>
        {presets.map(({ word, at }) => (
          <Button
            key={word}
            variant="tertiary"
            fullWidth
            onClick={() => choose(at)}
            data-testid={`snooze-${word}`}
          >
            {`${t(`inbox.snooze.${word}`)} · ${day(at)}`}
          </Button>
        ))}
      </Flex>
      <Field.Root name="snooze-until" error={isWrong ? t('inbox.snooze.past') : false}>
        <Field.Label>{t('inbox.snooze.pick')}</Field.Label>
        <Box>
          <TextInput
            type="datetime-local"
            value={text}
            onChange={(event) => {
              setWrong(false);
              setText(event.target.value);
            }}
          />
        </Box>
        <Field.Error />
      </Field.Root>
    </FormModal>
  );
};
