import { Box, Combobox, ComboboxOption, Typography } from '@strapi/design-system';
import { containsWords } from '../../../shared/contains-words';
import { useOwnFilter } from '../../../shared/useOwnFilter';
import { useT } from '../../../shared/useT';
import type { Ask } from '../model';
import { choiceKey, SECTIONS, type Choice } from '../model-fields';

interface Props {
  readonly choices: readonly Choice[];
  readonly asks: Ask | null;
  readonly hasError: boolean;
  readonly onChoose: (start: Ask) => void;
}

/** What a line asks about, found by its name or that of its section. */
export const FieldChoice = ({ choices, asks, hasError, onChoose }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const key = asks ? choiceKey(asks) : '';
  const chosen = choices.find((one) => one.key === key);
  const title = (section: string) => t(`segments.section.${section}`);
  const shown = choices.filter((one) =>
    containsWords(`${title(one.section)} ${one.label}`, own.typed)
  );
  const onChange = (next: string | undefined) => {
    const choice = choices.find((one) => one.key === next);
    if (choice && choice.key !== key) onChoose(choice.start);
  };
  return (
    <Combobox
      // What is chosen may get its name later than the line is drawn.
      key={chosen?.label ?? key}
      size="S"
      aria-label={t('people.condition.field')}
      placeholder={t('segments.field.choose')}
      value={key}
      defaultTextValue={chosen?.label ?? key.split(' ').at(-1) ?? ''}
      hasError={hasError}
      onChange={onChange}
      {...own.props}
      noOptionsMessage={() => t('segments.field.none')}
    >
      {SECTIONS.map((section) => {
        const options = shown.filter((one) => one.section === section);
        return options.length === 0 ? null : (
          <Box key={section} role="group" aria-label={title(section)}>
            <Box paddingLeft={4} paddingTop={2} aria-hidden>
              <Typography variant="sigma" textColor="neutral600">
                {title(section)}
              </Typography>
            </Box>
            {options.map(({ key: value, label }) => (
              <ComboboxOption key={value} value={value} textValue={label}>
                {label}
              </ComboboxOption>
            ))}
          </Box>
        );
      })}
    </Combobox>
  );
};
