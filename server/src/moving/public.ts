export { followRelease, guardDataCommand, guardPush, receiveRows } from './fence';
