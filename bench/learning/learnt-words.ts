/**
 * Different words of what is learnt from, as in 52,000 judgements of a shop's search. Ours carries these through each
 * step; PyTorch's embedding carries all 30,522 that the model knows.
 */
export const learntWords = 8000;
