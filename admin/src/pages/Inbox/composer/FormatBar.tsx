import type { MouseEvent } from 'react';
import { Flex, IconButton } from '@strapi/design-system';
import { Bold, BulletList, Code, Italic, NumberList, Quotes, StrikeThrough } from '@strapi/icons';
import { isMac } from '../../../shared/modifier-key';
import { useT } from '../../../shared/useT';
import { keysOfMark, MARKS, type Mark } from '../model/marks';

const ICONS = {
  bold: Bold,
  italic: Italic,
  strike: StrikeThrough,
  mono: Code,
  bullets: BulletList,
  numbers: NumberList,
  quote: Quotes,
} as const;

/** The field keeps its selection, which is what is marked. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** WhatsApp's marks for the selected words; the keys stand in the tooltips. */
export const FormatBar = ({ onMark }: { readonly onMark: (mark: Mark) => void }) => {
  const t = useT();
  return (
    <Flex gap={1} wrap="wrap" role="toolbar" aria-label={t('composer.format.label')}>
      {MARKS.map((mark) => {
        const Icon = ICONS[mark];
        return (
          <IconButton
            key={mark}
            label={`${t(`composer.format.${mark}`)} (${keysOfMark(mark, isMac())})`}
            variant="ghost"
            size="S"
            onMouseDown={keepFocus}
            onClick={() => onMark(mark)}
            data-testid={`mark-${mark}`}
          >
            <Icon />
          </IconButton>
        );
      })}
    </Flex>
  );
};
