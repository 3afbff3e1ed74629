# Masks scores by their positions instead of by an operand.
/%t = arith.addf %p, %b : f32/ {
  i\
    %row = linalg.index 2 : index\
    %column = linalg.index 3 : index\
    %later = arith.cmpi ugt, %column, %row : index
  s/arith.addf %p, %b/arith.select %later, %lowest, %p/
}
