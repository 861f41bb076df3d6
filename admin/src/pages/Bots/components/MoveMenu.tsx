import { Menu } from '@strapi/design-system';
import { More } from '@strapi/icons';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { FullMenu } from '../../../shared/FullMenu';
import { useT } from '../../../shared/useT';

interface Props {
  readonly bot: Pick<BotView, 'name' | 'position'>;
  readonly count: number;
  /** Another order is being saved. */
  readonly isMoving: boolean;
  /** To this place; 1 is asked first. */
  readonly onMove: (position: number) => void;
}

/** Moves a bot to an end of the list, which takes the arrows many presses. */
export const MoveMenu = ({ bot: { name, position }, count, isMoving, onMove }: Props) => {
  const t = useT();
  const label = t('bots.move-more', { name });
  return (
    <FullMenu
      variant="ghost"
      size="S"
      endIcon={null}
      aria-label={label}
      title={label}
      label={<More aria-hidden />}
    >
      <Menu.Item disabled={isMoving || position === 1} onSelect={() => onMove(1)}>
        {t('bots.move-top')}
      </Menu.Item>
      <Menu.Item disabled={isMoving || position === count} onSelect={() => onMove(count)}>
        {t('bots.move-bottom')}
      </Menu.Item>
    </FullMenu>
  );
};
