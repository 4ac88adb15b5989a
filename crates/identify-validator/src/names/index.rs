//! Tables of names, to be looked up in.

/// Where names stand in a table, by their length: names of one length are few, and most that are
/// looked up are of another.
#[derive(Debug, Default)]
pub(crate) struct NameIndex(Vec<Vec<usize>>);

impl NameIndex {
    /// The index of the names of a table, in its order.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (place, name) in names.into_iter().enumerate() {
            if places.len() <= name.len() {
                places.resize_with(name.len().saturating_add(1), Vec::new);
            }
            if let Some(places) = places.get_mut(name.len()) {
                places.push(place);
            }
        }
        Self(places)
    }

    /// The entries whose names are as long as this one, in the order of the table.
    pub(crate) fn of_length<'t, T>(
        &self,
        name: &str,
        table: &'t [T],
    ) -> impl Iterator<Item = &'t T> {
        let places = self.0.get(name.len()).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| table.get(*place))
    }
}
