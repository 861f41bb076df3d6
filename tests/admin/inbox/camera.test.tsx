import { act, fireEvent, screen } from '@testing-library/react';
import { CameraDialog } from '../../../admin/src/pages/Inbox/components/CameraDialog';
import { renderAdmin } from '../../support/render-admin';
import { en } from '../../support/words';

const stopped = jest.fn();
const stream = { getTracks: () => [{ stop: stopped }] };

describe('a picture from the camera', () => {
  it('can be taken once the camera shows something: before that there is nothing to take', async () => {
    const asked = Promise.resolve(stream);
    Object.assign(navigator, { mediaDevices: { getUserMedia: () => asked } });
    const { unmount } = await renderAdmin(
      <CameraDialog onClose={() => undefined} onTaken={() => undefined} />,
      { locale: 'en' }
    );
    await act(() => asked);
    const take = screen.getByRole<HTMLButtonElement>('button', { name: en('inbox.camera.take') });
    expect(take.disabled).toBe(true);
    expect(screen.getByText(en('inbox.camera.asking'))).toBeTruthy();
    fireEvent.loadedData(screen.getByTestId('camera-live'));
    expect(take.disabled).toBe(false);
    expect(screen.queryByText(en('inbox.camera.asking'))).toBeNull();
    unmount();
    expect(stopped).toHaveBeenCalledTimes(1);
  });
});
