import {
  Box,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ArrowDown, ArrowUp, Trash } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import { isReply, type Step } from '../model';
import { StepFields } from './StepFields';

type Props = {
  index: number;
  count: number;
  step: Step;
  onChange: (step: Step) => void;
  onRemove: () => void;
  onMove: (to: number) => void;
  errorOf: (field: string) => string | false;
};

const OnFail = ({ step, onChange }: Pick<Props, 'step' | 'onChange'>) => {
  const t = useT();
  const usual = isReply(step.kind) ? 'stop' : 'go-on';
  return (
    <Field.Root name="on-fail">
      <Field.Label>{t('bots.on-fail')}</Field.Label>
      <SingleSelect
        size="S"
        value={step.onFail ?? usual}
        onChange={(value) =>
          onChange({ ...step, onFail: value === usual ? null : (value as 'stop' | 'go-on') })
        }
      >
        <SingleSelectOption value="stop">{t('bots.on-fail.stop')}</SingleSelectOption>
        <SingleSelectOption value="go-on">{t('bots.on-fail.go-on')}</SingleSelectOption>
      </SingleSelect>
    </Field.Root>
  );
};

/** One step of the chain; moved with the arrows or with Alt+↑ and Alt+↓. */
export const StepCard = (props: Props) => {
  const t = useT();
  const { index, count, step, onChange, onMove } = props;
  const name = t('bots.step-n', { number: index + 1, kind: t(`bots.step.${step.kind}`) });
  const error = props.errorOf(`steps.${index}`);
  return (
    <Box
      tabIndex={-1}
      data-step={index}
      borderColor={error ? 'danger600' : 'neutral200'}
      hasRadius
      padding={4}
      role="group"
      aria-label={name}
      data-testid="bot-step"
      onKeyDown={(event: React.KeyboardEvent) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? index - 1 : index + 1);
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" gap={2}>
          <Typography variant="delta" tag="h3">
            {name}
          </Typography>
          <Flex gap={1}>
            <IconButton
              variant="ghost"
              label={t('bots.step-up', { name })}
              disabled={index === 0}
              onClick={() => onMove(index - 1)}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('bots.step-down', { name })}
              disabled={index === count - 1}
              onClick={() => onMove(index + 1)}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('bots.step-remove', { name })}
              onClick={props.onRemove}
            >
              <Trash />
            </IconButton>
          </Flex>
        </Flex>
        {error ? (
          <Typography variant="pi" textColor="danger600" role="alert">
            {error}
          </Typography>
        ) : null}
        <StepFields
          step={step}
          onChange={onChange}
          errorOf={(field) => props.errorOf(`steps.${index}.${field}`)}
        />
        <OnFail step={step} onChange={onChange} />
      </Flex>
    </Box>
  );
};
