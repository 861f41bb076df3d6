import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { Box, Flex } from '@strapi/design-system';
import { styled } from 'styled-components';

/** Above the field, as wide as it: what one writes stays in sight. */
const Popover = styled(Box)`
  position: absolute;
  inset-block-end: 100%;
  inset-inline: 0;
  z-index: 2;
  max-block-size: 32dvh;
  overflow-y: auto;
`;
const Option = styled(Flex)`
  cursor: pointer;
`;

interface Choices<One extends { id: number }> {
  readonly isOpen: boolean;
  readonly shown: readonly One[];
  readonly active: number;
}

const optionId = (listId: string, id: number): string => `${listId}-${id}`;

/** What the field must know of the list: a screen reader hears the chosen one while the caret stays in the text. */
export const choiceFieldProps = <One extends { id: number }>(
  listId: string,
  { isOpen, shown, active, close }: Choices<One> & { readonly close: () => void }
) => {
  const chosen = isOpen ? shown[active] : undefined;
  return {
    'aria-haspopup': 'listbox' as const,
    ...(isOpen && shown.length > 0 ? { 'aria-controls': listId } : {}),
    ...(chosen ? { 'aria-activedescendant': optionId(listId, chosen.id) } : {}),
    onBlur: close,
  };
};

interface Props<One extends { id: number }> {
  readonly listId: string;
  readonly label: string;
  readonly choices: Choices<One>;
  readonly onChoose: (one: One) => void;
  /** In place of the list while there is nothing to choose. */
  readonly empty: ReactNode;
  readonly option: (one: One, isActive: boolean) => ReactNode;
  /** `…-popover` and `…-option`. */
  readonly testId: string;
}

/** Things to choose from above a field, which keeps the focus and names the chosen one by `aria-activedescendant`. */
export const ChoicePopover = <One extends { id: number }>(props: Props<One>) => {
  const { listId, label, choices, onChoose, empty, option, testId } = props;
  const { isOpen, shown, active } = choices;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, isOpen]);
  if (!isOpen) return null;
  return (
    <Popover
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      shadow="popupShadow"
      marginBottom={1}
      data-testid={`${testId}-popover`}
    >
      {shown.length === 0 ? (
        <Flex padding={3} gap={3} justifyContent="space-between" wrap="wrap" role="status">
          {empty}
        </Flex>
      ) : (
        <div ref={list} id={listId} role="listbox" aria-label={label}>
          {shown.map((one, index) => (
            <Option
              key={one.id}
              id={optionId(listId, one.id)}
              role="option"
              aria-selected={index === active}
              gap={3}
              padding={3}
              alignItems="baseline"
              background={index === active ? 'primary100' : 'neutral0'}
              data-testid={`${testId}-option`}
              // The field keeps the focus: a press that took it would close the list before the click.
              onMouseDown={(event: MouseEvent) => event.preventDefault()}
              onClick={() => onChoose(one)}
            >
              {option(one, index === active)}
            </Option>
          ))}
        </div>
      )}
    </Popover>
  );
};
