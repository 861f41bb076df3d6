import { Box, Combobox, ComboboxOption, Typography } from '@strapi/design-system';
import { containsWords } from '../../../shared/contains-words';
import { memoEvents } from '../../../shared/memo-events';
import { useOwnFilter } from '../../../shared/useOwnFilter';
import { useT } from '../../../shared/useT';
import type { Ask } from '../model';
import { SECTIONS, type Choice, type Section } from '../model-fields';

interface Props {
  readonly choices: readonly Choice[];
  /** The key of what is chosen; empty = nothing yet. */
  readonly value: string;
  readonly hasError: boolean;
  readonly onChoose: (start: Ask) => void;
}

/** What a line asks about, found by its name or that of its section. */
export const FieldChoice = memoEvents(({ choices, value, hasError, onChoose }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const chosen = choices.find((one) => one.key === value);
  const title = (section: Section) => t(`segments.section.${section}`);
  const shown = choices.filter((one) =>
    containsWords(`${title(one.section)} ${one.label}`, own.typed)
  );
  const onChange = (next: string | undefined) => {
    const choice = choices.find((one) => one.key === next);
    if (choice && choice.key !== value) onChoose(choice.start);
  };
  return (
    <Combobox
      // What is chosen may get its name later than the line is drawn.
      key={chosen?.label ?? value}
      size="S"
      aria-label={t('people.condition.field')}
      placeholder={t('segments.field.choose')}
      value={value}
      defaultTextValue={chosen?.label ?? value.split(' ').at(-1) ?? ''}
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
            {options.map(({ key, label }) => (
              <ComboboxOption key={key} value={key} textValue={label}>
                {label}
              </ComboboxOption>
            ))}
          </Box>
        );
      })}
    </Combobox>
  );
});
