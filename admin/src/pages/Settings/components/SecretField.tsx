import { useState } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { useT } from '../../../shared/useT';

interface Props {
  readonly name: 'token' | 'appSecret';
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the server keeps; null for a number that does not exist yet. */
  readonly kept: AccountView['token'] | null;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly startReplacing?: boolean;
}

/** A kept secret is never filled in: "•••• 4f2a [Replace]". */
const Kept = ({ hint, onReplace }: { hint: string | null; onReplace: (() => void) | null }) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap">
      <Box background="neutral100" borderColor="neutral200" hasRadius padding={2}>
        <Typography
          tag="span"
          aria-label={hint ? t('settings.secret.ends', { hint }) : t('settings.secret.kept')}
        >
          •••• {hint ?? ''}
        </Typography>
      </Box>
      {onReplace ? (
        <Button variant="tertiary" onClick={onReplace}>
          {t('settings.secret.replace')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** Token or app secret: kept ones are masked and replaced on purpose; those of the environment are only named. */
export const SecretField = (props: Props) => {
  const t = useT();
  const { name, kept, error, disabled } = props;
  const source = kept?.source ?? 'none';
  const [replacing, setReplacing] = useState(props.startReplacing ?? false);
  const isMasked = source === 'environment' || (source === 'database' && !replacing);
  const keepOld = () => {
    props.onChange('');
    setReplacing(false);
  };
  const hint =
    source === 'environment' ? t('settings.secret.environment') : t(`settings.field.${name}.hint`);
  return (
    <Field.Root name={name} hint={hint} error={error ?? false}>
      <Field.Label
        action={
          source === 'database' && replacing ? (
            <Button variant="ghost" size="S" onClick={keepOld}>
              {t('settings.secret.keep')}
            </Button>
          ) : undefined
        }
      >
        {t(`settings.field.${name}`)}
      </Field.Label>
      {isMasked ? (
        <Kept
          hint={kept?.hint ?? null}
          onReplace={source === 'environment' || disabled ? null : () => setReplacing(true)}
        />
      ) : (
        <TextInput
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={props.value}
          disabled={disabled}
          data-testid={`number-${name}`}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
            props.onChange(event.target.value)
          }
        />
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
