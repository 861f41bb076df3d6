import type { KeyboardEvent, RefObject } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import type { Find } from './useFind';
import type { OutlineHands } from './useOutline';

interface Props {
  readonly find: Find;
  readonly hands: OutlineHands;
  /** Around the field. */
  readonly box: RefObject<HTMLDivElement>;
}

/** A field that finds steps: Enter shows the next one, Escape goes to the one that is shown. */
export const FindStep = ({ find, hands, box }: Props) => {
  const t = useT();
  const { hit, place, count, typed } = find;
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter') find.next(event.shiftKey ? -1 : 1);
    else if (event.key !== 'Escape' || hit === null) return;
    else {
      find.type('');
      hands.focus(hit);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const said = (): string => {
    if (typed.trim() === '') return '';
    if (count === 0) return t('flows.find.none');
    if (place === null) return t('flows.find.count', { count });
    const step = hands.graph.nodes.find(({ id }) => id === hit);
    const number = hands.outline.numberOf.get(hit ?? '') ?? 0;
    return t('flows.find.at', {
      place,
      count,
      step: step ? hands.words.step(step.step, number) : '',
    });
  };
  return (
    <Flex gap={3} wrap="wrap">
      <Box ref={box} onKeyDownCapture={onKey} width={{ initial: '100%', medium: 'auto' }}>
        <SearchBox name="find-step" label={t('flows.find')} value={typed} onChange={find.type} />
      </Box>
      <Typography role="status" variant="pi" textColor="neutral600">
        <span dir="auto">{said()}</span>
      </Typography>
    </Flex>
  );
};
