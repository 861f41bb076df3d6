export { followRelease, guardDataCommand, receiveRows } from './fence';
export { guardTransfers, type Moves } from './transfers';
