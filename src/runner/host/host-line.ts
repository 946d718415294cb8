/** Where a program of ours finds the pipe to who started it. */
export const channelDescriptor = 3;

/** No order and no report comes near it. */
export const maxChannelLineBytes = 2 ** 20;
