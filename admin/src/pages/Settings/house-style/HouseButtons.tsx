import { Box, Button, Checkbox, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type {
  DraftButton,
  DraftButtonType,
} from '../../../../../server/src/contracts/template-draft';
import { LIMITS } from '../../../../../server/src/contracts/template-rules';
import { TextRow } from '../../../shared/TextRow';
import { useT } from '../../../shared/useT';
import { withButton, withWayOut } from '../../Templates/editor/draft-model';

/** A code to copy is another one in each message. */
const TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const satisfies readonly DraftButtonType[];

interface OneProps {
  readonly button: DraftButton;
  /** Path of the button. */
  readonly at: string;
  readonly isMarketing: boolean;
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (next: DraftButton) => void;
}

/** Where a button leads, or what a tap on it ends. */
const Target = ({ button, at, isMarketing, errorAt, onChange }: OneProps) => {
  const t = useT();
  const shared = { dir: 'ltr', isRequired: true } as const;
  switch (button.type) {
    case 'URL':
      return (
        <TextRow
          {...shared}
          name={`${at}.url`}
          label={t('templates.editor.button.url')}
          error={errorAt(`${at}.url`) ?? errorAt(`${at}.example`)}
          value={button.url}
          maxLength={LIMITS.url}
          testId={`${at}.url`}
          onChange={(url) => onChange({ ...button, url: url.trim() })}
        />
      );
    case 'PHONE_NUMBER':
      return (
        <TextRow
          {...shared}
          name={`${at}.phone`}
          label={t('templates.editor.button.phone')}
          error={errorAt(`${at}.phone`)}
          value={button.phone}
          maxLength={30}
          testId={`${at}.phone`}
          onChange={(phone) => onChange({ ...button, phone: phone.replace(/[\s()-]/g, '') })}
        />
      );
    case 'QUICK_REPLY':
      return isMarketing ? (
        <Checkbox
          checked={button.optOut === 'marketing'}
          onCheckedChange={(checked: boolean | 'indeterminate') =>
            onChange({ ...button, optOut: checked === true ? 'marketing' : false })
          }
        >
          {t('house-style.button.optOut')}
        </Checkbox>
      ) : null;
    case 'COPY_CODE':
      return null;
  }
};

const OneButton = (props: OneProps) => {
  const t = useT();
  const { button, at, errorAt, onChange } = props;
  if (button.type === 'COPY_CODE') return null;
  return (
    <>
      <TextRow
        name={`${at}.text`}
        label={t('templates.editor.button.text')}
        error={errorAt(`${at}.text`)}
        value={button.text}
        maxLength={LIMITS.buttonText}
        dir="auto"
        isRequired
        testId={`${at}.text`}
        onChange={(text) => onChange({ ...button, text })}
      />
      <Target {...props} />
    </>
  );
};

interface Props {
  readonly category: 'MARKETING' | 'UTILITY';
  readonly language: string;
  /** Path of the list. */
  readonly at: string;
  readonly buttons: readonly DraftButton[];
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (next: DraftButton[]) => void;
}

/** The buttons with which new templates of one category begin. */
export const HouseButtons = ({ category, language, at, buttons, errorAt, onChange }: Props) => {
  const t = useT();
  const isMarketing = category === 'MARKETING';
  const title = t(`house-style.buttons.${category}`);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="group" aria-label={title}>
      <Typography variant="sigma" textColor="neutral600" tag="h4">
        {title}
      </Typography>
      {buttons.map((button, index) => (
        <Box key={index} background="neutral100" hasRadius padding={4}>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Flex justifyContent="space-between" gap={2}>
              <Typography fontWeight="bold">
                {t(`templates.editor.button.${button.type}`)}
              </Typography>
              <IconButton
                label={t('house-style.button.remove', { number: index + 1 })}
                variant="ghost"
                onClick={() => onChange(buttons.filter((_, place) => place !== index))}
              >
                <Trash />
              </IconButton>
            </Flex>
            {errorAt(`${at}.${index}`) ? (
              <Typography textColor="danger600" variant="pi" role="alert">
                {errorAt(`${at}.${index}`)}
              </Typography>
            ) : null}
            <OneButton
              button={button}
              at={`${at}.${index}`}
              isMarketing={isMarketing}
              errorAt={errorAt}
              onChange={(next) =>
                onChange(buttons.map((one, place) => (place === index ? next : one)))
              }
            />
          </Flex>
        </Box>
      ))}
      <Flex gap={2} wrap="wrap">
        {isMarketing ? (
          <Button
            size="S"
            variant="secondary"
            startIcon={<Plus />}
            disabled={buttons.length >= LIMITS.buttons}
            onClick={() => onChange(withWayOut({ buttons: [...buttons], language }))}
          >
            {t('templates.editor.button.addOptOut')}
          </Button>
        ) : null}
        {TYPES.map((type) => (
          <Button
            key={type}
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            disabled={buttons.length >= LIMITS.buttons}
            onClick={() => onChange(withButton(buttons, type))}
          >
            {t(`templates.editor.button.${type}`)}
          </Button>
        ))}
      </Flex>
    </Flex>
  );
};
