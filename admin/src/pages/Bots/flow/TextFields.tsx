import type { ReactNode } from 'react';
import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import { moved } from '../model';
import { Conditions } from './BranchFields';
import { newVariant, VARIANTS_MOST, type EditText } from './model/form';
import { Add, Removable, type StepProps } from './StepInputs';

const TEXT_MOST = 4096;
type Variant = EditText['variants'][number];

/** One variant, with its number and what moves it. */
const VariantBox = ({
  number,
  isBad,
  onRemove,
  onUp,
  children,
}: {
  number: number;
  isBad: boolean;
  onRemove: () => void;
  onUp: () => void;
  children: ReactNode;
}) => {
  const t = useT();
  return (
    <Box
      role="group"
      aria-label={t('flows.variant', { number })}
      borderColor={isBad ? 'danger600' : 'neutral200'}
      hasRadius
      padding={3}
    >
      <Removable label={t('flows.variant.remove', { number })} isOnly={false} onRemove={onRemove}>
        <Flex justifyContent="space-between" alignItems="center" gap={2}>
          <Typography variant="delta" tag="h3">
            {t('flows.variant', { number })}
          </Typography>
          {number > 1 ? (
            <IconButton variant="ghost" label={t('flows.variant.up', { number })} onClick={onUp}>
              <ArrowUp />
            </IconButton>
          ) : null}
        </Flex>
        {children}
      </Removable>
    </Box>
  );
};

/** Conditions and text of a variant. */
const VariantFields = ({
  at,
  one,
  saved,
  isTried,
  errorOf,
  onChange,
}: Pick<StepProps, 'saved' | 'isTried' | 'errorOf'> & {
  at: number;
  one: Variant;
  onChange: (part: Partial<Variant>) => void;
}) => {
  const t = useT();
  const error = errorOf(`variants.${at}.when`) || errorOf('variants');
  return (
    <>
      <Conditions
        one={one}
        saved={saved}
        isTried={isTried}
        onChange={(root) => onChange({ root })}
      />
      {error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      ) : null}
      <BotText
        name={`variant-${at}`}
        required
        label={t('flows.variant.text', { number: at + 1 })}
        value={one.text}
        own={saved}
        maxLength={TEXT_MOST}
        error={errorOf(`variants.${at}.text`)}
        onChange={(text) => onChange({ text })}
      />
    </>
  );
};

/** A text, and others that are said in its place where their conditions match. */
export const TextFields = ({ step, onChange, errorOf, saved, isTried }: StepProps<EditText>) => {
  const t = useT();
  const { variants } = step;
  const put = (next: readonly Variant[]) => onChange({ ...step, variants: next });
  return (
    <>
      <BotText
        name="text"
        required
        label={t('bots.field.text')}
        value={step.text}
        own={saved}
        maxLength={TEXT_MOST}
        error={errorOf('text')}
        testId="step-text"
        onChange={(text) => onChange({ ...step, text })}
      />
      {variants.length > 0 ? (
        <Typography textColor="neutral600">{t('flows.variant.hint')}</Typography>
      ) : null}
      {variants.map((one, i) => (
        <VariantBox
          key={one.id}
          number={i + 1}
          isBad={Boolean(errorOf(`variants.${i}.when`) || errorOf('variants'))}
          onRemove={() => put(variants.filter((_old, at) => at !== i))}
          onUp={() => put(moved(variants, i, i - 1))}
        >
          <VariantFields
            {...{ one, saved, isTried, errorOf }}
            at={i}
            onChange={(part) =>
              put(variants.map((old, at) => (at === i ? { ...old, ...part } : old)))
            }
          />
        </VariantBox>
      ))}
      <Add
        word="flows.variant.add"
        isFull={variants.length >= VARIANTS_MOST}
        onAdd={() => put([...variants, newVariant()])}
      />
    </>
  );
};
