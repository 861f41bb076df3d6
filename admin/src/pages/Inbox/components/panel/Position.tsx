import { Link, Typography } from '@strapi/design-system';
import type { ConversationAbout } from '../../../../../../server/src/contracts/conversations';
import { useMoments } from '../../../../shared/useMoments';
import { useT } from '../../../../shared/useT';
import { mapLink } from '../../model/panel-fields';
import { Nothing } from './Section';

/** Where the person was when they last shared it, with the way to a map (C-31); why there is none otherwise. */
export const Position = ({
  position,
  mayKeepPosition,
}: Pick<ConversationAbout, 'position' | 'mayKeepPosition'>) => {
  const t = useT();
  const moments = useMoments();
  if (!position)
    return (
      <Nothing>
        {t(mayKeepPosition ? 'inbox.panel.position.none' : 'inbox.panel.position.not-agreed')}
      </Nothing>
    );
  const { latitude, longitude, name, at } = position;
  return (
    <div>
      <Link href={mapLink(position)} isExternal>
        {name ?? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}
      </Link>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {moments.full(at)}
      </Typography>
    </div>
  );
};
