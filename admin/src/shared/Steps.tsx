import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';
import { useT } from './useT';

const Circle = styled(Flex)<{ $state: StepState }>`
  inline-size: ${({ theme }) => theme.spaces[6]};
  block-size: ${({ theme }) => theme.spaces[6]};
  flex-shrink: 0;
  border-radius: 50%;
  background: ${({ theme, $state }) => ($state === 'todo' ? theme.colors.neutral150 : theme.colors.primary600)};
  outline: ${({ theme, $state }) => ($state === 'current' ? `2px solid ${theme.colors.primary200}` : 'none')};
`;

const StepButton = styled.button`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  background: none;
  border: 0;
  padding: 0;
  text-align: start;
  cursor: pointer;
  &:disabled {
    cursor: default;
  }
`;

type StepState = 'done' | 'current' | 'todo';
export interface Step {
  readonly key: string;
  readonly label: string;
  /** It is done already, or open: it can be gone to, but has no tick. Absent: done before the step on screen, else closed. */
  readonly ahead?: 'done' | 'open';
}
interface Props {
  readonly steps: readonly Step[];
  /** Index of the step on screen. */
  readonly current: number;
  /** Given: finished steps can be pressed, and the next one that is open. */
  readonly onGo?: (index: number) => void;
}

const stateOf = ({ ahead }: Step, index: number, current: number): StepState => {
  if (index === current) return 'current';
  return (ahead ? ahead === 'done' : index < current) ? 'done' : 'todo';
};

/** Where one is in a sequence of steps: number, word, and a tick for what is behind. */
export const Steps = ({ steps, current, onGo }: Props) => {
  const t = useT();
  return (
    <Flex tag="ol" gap={4} wrap="wrap">
      {steps.map((step, index) => {
        const state = stateOf(step, index, current);
        return (
          <li key={step.key} aria-current={state === 'current' ? 'step' : undefined}>
            <StepButton
              type="button"
              disabled={!onGo || (state !== 'done' && (state === 'current' || !step.ahead))}
              onClick={() => onGo?.(index)}
            >
              <Circle $state={state} justifyContent="center" tag="span" aria-hidden>
                {state === 'done' ? (
                  <Check fill="neutral0" width="1.2rem" height="1.2rem" />
                ) : (
                  <Typography
                    variant="pi"
                    fontWeight="bold"
                    textColor={state === 'todo' ? 'neutral600' : 'neutral0'}
                  >
                    {index + 1}
                  </Typography>
                )}
              </Circle>
              <Typography
                fontWeight={state === 'current' ? 'bold' : 'regular'}
                textColor={state === 'todo' ? 'neutral600' : 'neutral800'}
              >
                {step.label}
              </Typography>
              {state === 'done' ? <VisuallyHidden>{t('shell.steps.done')}</VisuallyHidden> : null}
            </StepButton>
          </li>
        );
      })}
    </Flex>
  );
};
